package dev.sotto.tenants.audit;

import dev.sotto.model.WellKnownIds;
import dev.sotto.model.audit.AuditEntryView;
import dev.sotto.model.paging.Page;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds the names of people and keys to entries of the audit log. They are read now, so a removed person has none.
 *
 * <p>The look-up is not in the caller's scope: whoever helped a customer is of another organisation, and the customer
 * shall see who it was. {@link #mayName} decides who is named.
 */
@ApplicationScoped
class AuditNames {

    private static final Caller LOOK_UP = Caller.system("audit-names");
    private static final String KEY = "api-key:";
    private static final Pattern ID = Pattern.compile("(?:" + KEY + ")?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    private static final String NAMES = """
            select id, tenant_id, nullif(concat_ws(' ', first_name, last_name), '') as name, email
            from users where id = any($1) and status <> 'Removed'
            union all
            select id, tenant_id, name, name from api_keys where id = any($1)
            """;

    private final ScopedTransaction transactions;

    AuditNames(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    private record Named(UUID id, UUID tenantId, @Nullable String name, String address) {

        static Named of(Row row) {
            return new Named(
                    row.getUUID("id"), row.getUUID("tenant_id"), row.getString("name"), row.getString("email"));
        }
    }

    Uni<Page<AuditEntryView>> named(Caller caller, Page<AuditEntryView> page) {
        UUID[] ids = page.items().stream()
                .flatMap(entry -> Stream.of(actorId(entry), entry.subjectId()))
                .filter(id -> id != null)
                .distinct()
                .toArray(UUID[]::new);
        return transactions
                .read(LOOK_UP, Named::of, NAMES, (Object) ids)
                .map(found -> found.stream().collect(Collectors.toMap(Named::id, Function.identity())))
                .map(found -> new Page<>(
                        page.items().stream()
                                .map(entry -> entry.naming(
                                        name(caller, entry, found, actorId(entry)),
                                        name(caller, entry, found, entry.subjectId())))
                                .toList(),
                        page.nextCursor()));
    }

    private static @Nullable String name(
            Caller caller, AuditEntryView entry, Map<UUID, Named> found, @Nullable UUID id) {
        Named named = id == null ? null : found.get(id);
        if (named == null) {
            return null;
        }
        if (mayName(caller, entry, named)) {
            return named.name() == null ? named.address() : named.name();
        }
        // Of those who help from outside, the name, but no address.
        return isSupport(entry) && id.equals(actorId(entry)) ? named.name() : null;
    }

    /** The people of one's own organisation; those of a customer, to its reseller; to the platform, no customer's. */
    private static boolean mayName(Caller caller, AuditEntryView entry, Named named) {
        if (named.tenantId().equals(caller.homeTenantId())) {
            return true;
        }
        return !(caller.scope() instanceof Scope.Platform)
                && !named.tenantId().equals(WellKnownIds.PLATFORM_TENANT)
                && named.tenantId().equals(entry.tenantId());
    }

    private static boolean isSupport(AuditEntryView entry) {
        return entry.action().equals("impersonated")
                || (entry.userId() != null
                        && entry.actor() != null
                        && !entry.actor().startsWith(KEY)
                        && !entry.actor().equals(entry.userId().toString()));
    }

    private static @Nullable UUID actorId(AuditEntryView entry) {
        var id = ID.matcher(entry.actor() == null ? "" : entry.actor());
        return id.matches() ? UUID.fromString(id.group(1)) : null;
    }
}
