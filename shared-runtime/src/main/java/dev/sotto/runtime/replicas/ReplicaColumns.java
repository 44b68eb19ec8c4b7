package dev.sotto.runtime.replicas;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What SQL needs from an event besides its ids and version. It has columns of its own, so that no statement looks into
 * the JSON.
 *
 * @param userId the owner of an API key
 * @param status the own status of a reseller, tenant or user
 * @param suspensions the own suspension reasons of a reseller or tenant, sorted
 */
record ReplicaColumns(@Nullable UUID userId, @Nullable String status, List<String> suspensions) {

    static ReplicaColumns of(Event event) {
        if (event instanceof ResellerChanged reseller) {
            return new ReplicaColumns(null, name(reseller.status()), names(reseller.suspensions()));
        }
        if (event instanceof TenantChanged tenant) {
            return new ReplicaColumns(null, name(tenant.status()), names(tenant.suspensions()));
        }
        if (event instanceof UserChanged user) {
            return new ReplicaColumns(null, name(user.status()), List.of());
        }
        if (event instanceof ApiKeyChanged key) {
            return new ReplicaColumns(key.userId(), null, List.of());
        }
        return new ReplicaColumns(null, null, List.of());
    }

    /** An event of an older release may lack a member. */
    private static @Nullable String name(@Nullable Enum<?> word) {
        return word == null ? null : word.name();
    }

    private static List<String> names(Set<SuspensionReason> reasons) {
        return reasons.stream().map(Enum::name).sorted().toList();
    }
}
