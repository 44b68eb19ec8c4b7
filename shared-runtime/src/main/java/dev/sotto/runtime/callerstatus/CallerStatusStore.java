package dev.sotto.runtime.callerstatus;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.EventJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores and finds the known status of callers. */
@ApplicationScoped
public class CallerStatusStore {

    private static final Caller LOOK_UP = Caller.system("standing");

    private static final String OF_PERSON = """
            select null as key,
                (select data::text from standing where id = $1 and topic = 'user-changed') as person,
                (select data::text from standing where id = $2 and topic = 'user-changed') as impersonator,
                (select data::text from standing where id = $3 and topic = 'tenant-changed') as tenant,
                (select data::text from standing where id = $4 and topic = 'reseller-changed') as reseller
            """;
    private static final String OF_KEY = """
            select k.data::text as key, u.data::text as person, null as impersonator, t.data::text as tenant,
                r.data::text as reseller
            from standing k
            left join standing u on u.id = (k.data ->> 'user_id')::uuid and u.topic = 'user-changed'
            left join standing t on t.id = k.tenant_id and t.topic = 'tenant-changed'
            left join standing r on r.id = t.reseller_id and r.topic = 'reseller-changed'
            where k.id = $1 and k.topic = 'api-key-changed'
            """;
    private static final String STORE = """
            insert into standing (id, topic, tenant_id, reseller_id, version, data)
            values (cast($1 as uuid), $2, cast($3 as uuid), cast($4 as uuid), $5, cast(cast($6 as text) as jsonb))
            on conflict (id, topic) do update set tenant_id = excluded.tenant_id, reseller_id = excluded.reseller_id,
                version = excluded.version, data = excluded.data
            where standing.version < excluded.version
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

    /** Stores each event unless a newer version is known. Must be called inside a system transaction. */
    Uni<Void> store(SqlTransaction transaction, List<? extends Event> events) {
        return transaction.executeBatch(
                STORE, events.stream().map(CallerStatusStore::parameters).toList());
    }

    /** Stores events in a transaction of its own. */
    public Uni<Void> store(List<? extends Event> events) {
        return transactions.sql(LOOK_UP, transaction -> store(transaction, events));
    }

    private static Tuple parameters(Event event) {
        return Tuple.tuple(Arrays.asList(
                event.aggregateId(),
                event.topic().topicName(),
                event.tenantId(),
                event.resellerId(),
                event.version(),
                json(event)));
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

    private static String json(Event event) {
        try {
            return EventJson.MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
