package dev.sotto.runtime.replicas;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.model.events.Event;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A local copy of another service's data: a small table, updated from the owner's compacted topic. The highest version
 * wins. A missing row is read from the owner once and kept.
 *
 * <p>The table has the columns {@code id, tenant_id, reseller_id, version, data}. Only the system login writes it.
 */
public final class Replica<E extends Event> {

    private static final Logger LOG = Logger.getLogger(Replica.class);
    private static final Caller READ_THROUGH = Caller.system("read-through");

    private final ScopedTransaction transactions;
    private final OwnerClient owners;
    private final Source<E> source;
    private final BiFunction<SqlTransaction, E, Uni<Void>> whenNewer;

    /**
     * The source of a replica.
     *
     * @param find selects {@code data} by id ($1)
     * @param upsert inserts id, tenant_id, reseller_id, version, data ($1 to $5), or updates a row of a lower version
     */
    public record Source<E extends Event>(
            String service, String collection, Class<E> type, String find, String upsert) {}

    /** @param whenNewer runs in the same transaction after a newer version was stored */
    public Replica(
            ScopedTransaction transactions,
            OwnerClient owners,
            Source<E> source,
            BiFunction<SqlTransaction, E, Uni<Void>> whenNewer) {
        this.transactions = transactions;
        this.owners = owners;
        this.source = source;
        this.whenNewer = whenNewer;
    }

    /**
     * Finds one in the caller's scope. Must not be called inside a transaction.
     *
     * @return null if there is none in the caller's scope
     */
    public Uni<@Nullable E> find(Caller caller, UUID id) {
        return findKnown(caller, id)
                .flatMap(known -> known != null ? Uni.createFrom().item(known) : readThrough(caller, id));
    }

    /**
     * Asks the owner first, and uses the local copy only if the owner does not answer or does not know it. For
     * decisions that cannot be corrected later. Must not be called inside a transaction.
     *
     * @return null if there is none in the caller's scope; fails with {@code unavailable} if neither side knows it
     */
    public Uni<@Nullable E> findFresh(Caller caller, UUID id) {
        Uni<@Nullable E> known = findKnown(caller, id);
        return readThrough(caller, id)
                .onItem()
                .ifNull()
                .switchTo(known)
                .onFailure(Replica::isAway)
                .recoverWithUni(
                        away -> known.onItem().ifNull().failWith(away).invoke(found -> logLastKnown(found, away)));
    }

    /**
     * Finds the local copy without asking the owner. Must not be called inside a transaction.
     *
     * @return null if there is none in the caller's scope
     */
    public Uni<@Nullable E> findKnown(Caller caller, UUID id) {
        return transactions.readFirst(caller, this::parsed, source.find(), id);
    }

    private void logLastKnown(E found, Throwable away) {
        LOG.logf(
                Problem.severity(away, Logger.Level.WARN),
                "%s/%s is taken as it was last heard of, version %d: %s",
                source.collection(),
                found.aggregateId(),
                found.version(),
                away);
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof Problem problem && problem.isUnavailable();
    }

    /** Stores a version unless a newer one is known. Must be called inside a system transaction. */
    public Uni<Void> store(SqlTransaction transaction, E event) {
        return transaction
                .execute(
                        source.upsert(),
                        event.aggregateId(),
                        event.tenantId(),
                        event.resellerId(),
                        event.version(),
                        json(event))
                .flatMap(rows -> rows == 1
                        ? whenNewer.apply(transaction, event)
                        : Uni.createFrom().voidItem());
    }

    private Uni<@Nullable E> readThrough(Caller caller, UUID id) {
        return owners.read(
                        source.service(),
                        source.collection(),
                        id,
                        caller.scope().resellerId(),
                        source.type())
                .call(found -> found == null
                        ? Uni.createFrom().voidItem()
                        : transactions.sql(READ_THROUGH, transaction -> store(transaction, found)));
    }

    private E parsed(Row row) {
        try {
            return EventJson.MAPPER.readValue(row.getString("data"), source.type());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Object event) {
        try {
            return EventJson.MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
