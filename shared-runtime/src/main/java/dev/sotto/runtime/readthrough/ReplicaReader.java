package dev.sotto.runtime.readthrough;

import dev.sotto.model.events.Event;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.replicas.Replicas;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the replicas of one topic. A replica that is missing is read from the owner once and kept; effects do not run
 * then, only when its event arrives.
 *
 * <p>The row-level security of the caller's scope decides whether a replica is found. Its content is read with the
 * system login, because no other may read it.
 */
public final class ReplicaReader<E extends Event> {

    private static final Logger LOG = Logger.getLogger(ReplicaReader.class);

    private final Replicas replicas;
    private final OwnerClient owners;
    private final Source<E> source;

    /**
     * Where the replicas come from.
     *
     * @param service the owner, for example {@code tenant-service}
     * @param collection below the owner's {@code /internal/v1}, for example {@code tenants}
     */
    public record Source<E extends Event>(Topic topic, Class<E> type, String service, String collection) {}

    public ReplicaReader(Replicas replicas, OwnerClient owners, Source<E> source) {
        this.replicas = replicas;
        this.owners = owners;
        this.source = source;
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

    /** Like {@link #find}, for an id that the caller's verified token or key names: nobody else decides about it. */
    Uni<@Nullable E> findOwn(Caller caller, UUID id) {
        return replicas.find(source.topic(), id, source.type())
                .flatMap(known -> known != null ? Uni.createFrom().item(known) : readThrough(caller, id));
    }

    /**
     * Asks the owner first, and uses the replica only if the owner does not answer or does not know it. For decisions
     * that cannot be corrected later. Must not be called inside a transaction.
     *
     * @return null if there is none in the caller's scope; fails with {@code unavailable} if neither side knows it
     */
    public Uni<@Nullable E> findFresh(Caller caller, UUID id) {
        Uni<@Nullable E> known = findKnown(caller, id);
        return readThrough(caller, id)
                .onItem()
                .ifNull()
                .switchTo(known)
                .onFailure(ReplicaReader::isAway)
                .recoverWithUni(
                        away -> known.onItem().ifNull().failWith(away).invoke(found -> logLastKnown(found, away)));
    }

    /**
     * Finds the replica without asking the owner. Must not be called inside a transaction.
     *
     * @return null if there is none in the caller's scope
     */
    public Uni<@Nullable E> findKnown(Caller caller, UUID id) {
        return isVisible(caller, id)
                .flatMap(visible -> visible
                        ? replicas.find(source.topic(), id, source.type())
                        : Uni.createFrom().nullItem());
    }

    private Uni<Boolean> isVisible(Caller caller, UUID id) {
        return caller.scope() instanceof Scope.System
                ? Uni.createFrom().item(true)
                : replicas.isVisible(caller, source.topic(), id);
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

    private Uni<@Nullable E> readThrough(Caller caller, UUID id) {
        return owners.read(
                        source.service(),
                        source.collection(),
                        id,
                        caller.scope().resellerId(),
                        source.type())
                .call(found -> found == null ? Uni.createFrom().voidItem() : replicas.store(List.of(found)));
    }
}
