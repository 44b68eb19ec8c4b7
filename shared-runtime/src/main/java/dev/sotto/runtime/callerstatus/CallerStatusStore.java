package dev.sotto.runtime.callerstatus;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the known status of callers, in the replicas. */
@ApplicationScoped
public class CallerStatusStore {

    private static final Caller LOOK_UP = Caller.system("caller-status");

    private static final String OF_PERSON = """
            select null as key,
                (select data::text from replicas where topic = 'user-changed' and id = $1) as person,
                (select data::text from replicas where topic = 'user-changed' and id = $2) as impersonator,
                (select data::text from replicas where topic = 'tenant-changed' and id = $3) as tenant,
                (select data::text from replicas where topic = 'reseller-changed' and id = $4) as reseller
            """;
    private static final String OF_KEY = """
            select k.data::text as key, u.data::text as person, null as impersonator, t.data::text as tenant,
                r.data::text as reseller
            from replicas k
            left join replicas u on u.topic = 'user-changed' and u.id = k.user_id
            left join replicas t on t.topic = 'tenant-changed' and t.id = k.tenant_id
            left join replicas r on r.topic = 'reseller-changed' and r.id = t.reseller_id
            where k.topic = 'api-key-changed' and k.id = $1
            """;

    private final ScopedTransaction transactions;
    private final CallerStatusCache callerStatusCache;

    CallerStatusStore(ScopedTransaction transactions, CallerStatusCache callerStatusCache) {
        this.transactions = transactions;
        this.callerStatusCache = callerStatusCache;
    }

    /** The ids that a token names. */
    public record Named(
            UUID userId,
            @Nullable UUID impersonatorId,
            UUID tenantId,
            @Nullable UUID resellerId) {

        /** Returns whether the token names one of these ids. */
        boolean isOf(Set<UUID> ids) {
            return ids.contains(userId)
                    || ids.contains(tenantId)
                    || (impersonatorId != null && ids.contains(impersonatorId))
                    || (resellerId != null && ids.contains(resellerId));
        }
    }

    /** Finds the status of everybody whom a token names. Must not be called inside a transaction. */
    public Uni<CallerSnapshot> of(Named named) {
        return believedOr(
                named,
                () -> transactions.readFirst(
                        LOOK_UP,
                        CallerStatusStore::known,
                        OF_PERSON,
                        named.userId(),
                        named.impersonatorId(),
                        named.tenantId(),
                        named.resellerId()));
    }

    /** Finds the status of an API key, its user and its organisation; null for an unknown key. */
    public Uni<@Nullable CallerSnapshot> ofKey(UUID keyId) {
        return believedOr(keyId, () -> transactions.readFirst(LOOK_UP, CallerStatusStore::known, OF_KEY, keyId));
    }

    private Uni<@Nullable CallerSnapshot> believedOr(Object bearer, Supplier<Uni<@Nullable CallerSnapshot>> lookUp) {
        long now = System.nanoTime();
        CallerSnapshot believed = callerStatusCache.of(bearer, now);
        if (believed != null) {
            return Uni.createFrom().item(believed);
        }
        CallerStatusCache.Generation generation = callerStatusCache.generation();
        return lookUp.get().invoke(found -> {
            if (found != null && (found.key() == null || found.isCompleteForKey())) {
                callerStatusCache.keep(bearer, found, now, generation);
            }
        });
    }

    private static CallerSnapshot known(Row row) {
        return new CallerSnapshot(
                parsed(row.getString("key"), ApiKeyChanged.class),
                parsed(row.getString("person"), UserChanged.class),
                parsed(row.getString("impersonator"), UserChanged.class),
                parsed(row.getString("tenant"), TenantChanged.class),
                parsed(row.getString("reseller"), ResellerChanged.class));
    }

    private static <E> @Nullable E parsed(@Nullable String data, Class<E> type) {
        try {
            return data == null ? null : EventJson.MAPPER.readValue(data, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
