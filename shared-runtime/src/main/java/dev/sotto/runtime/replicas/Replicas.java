package dev.sotto.runtime.replicas;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.Topic;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code replicas}. Only the system login writes it and reads whole events from it. */
@ApplicationScoped
public class Replicas {

    private static final Caller CALLER = Caller.system("replicas");

    /** A row of a newer or the same version stays, but is locked in any case. */
    private static final String STORE = """
            insert into replicas (topic, id, tenant_id, reseller_id, user_id, version, status, suspensions, data)
            values ($1, $2, $3, $4, $5, $6, $7, $8, cast(cast($9 as text) as jsonb))
            on conflict (topic, id) do update set tenant_id = excluded.tenant_id, reseller_id = excluded.reseller_id,
                user_id = excluded.user_id, version = excluded.version, status = excluded.status,
                suspensions = excluded.suspensions, data = excluded.data
            where replicas.version < excluded.version
            """;

    private static final String FIND = "select data::text as data from replicas where topic = $1 and id = $2";
    private static final String VISIBLE = "select id from replicas where topic = $1 and id = $2";

    private final ScopedTransaction transactions;

    Replicas(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /**
     * Stores each event unless a newer version is known, and locks their rows. Must be called inside a system
     * transaction.
     */
    public Uni<Void> store(SqlTransaction transaction, List<? extends Event> events) {
        return transaction.executeBatch(
                STORE, events.stream().map(Replicas::row).toList());
    }

    /** Stores events in a transaction of its own. */
    public Uni<Void> store(List<? extends Event> events) {
        return transactions.sql(CALLER, transaction -> store(transaction, events));
    }

    /**
     * Finds the newest known event about an aggregate, whoever may see it. Must not be called inside a transaction.
     *
     * @return null if there is none
     */
    public <E extends Event> Uni<@Nullable E> find(Topic topic, UUID id, Class<E> type) {
        return transactions.readFirst(CALLER, row -> event(row, type), FIND, topic.topicName(), id);
    }

    /** Returns whether there is a row in the caller's scope. Must not be called inside a transaction. */
    public Uni<Boolean> isVisible(Caller caller, Topic topic, UUID id) {
        return transactions
                .readFirst(caller, row -> row.getUUID("id"), VISIBLE, topic.topicName(), id)
                .map(found -> found != null);
    }

    private static <E extends Event> E event(Row row, Class<E> type) {
        try {
            return EventJson.MAPPER.readValue(row.getString("data"), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Tuple row(Event event) {
        ReplicaColumns columns = ReplicaColumns.of(event);
        return Tuple.tuple(Arrays.asList(
                event.topic().topicName(),
                event.aggregateId(),
                event.tenantId(),
                event.resellerId(),
                columns.userId(),
                event.version(),
                columns.status(),
                columns.suspensions().toArray(String[]::new),
                json(event)));
    }

    private static String json(Event event) {
        try {
            return EventJson.MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
