package dev.sotto.runtime.replicas;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.runtime.inbox.Effect;
import io.smallrye.mutiny.Uni;

/**
 * What a service changes after an event of a replicated topic. The consumer finds all beans of this type.
 *
 * <p>An effect runs once for each event, in the order of the topic. The replica may already have a newer version, because
 * others store it too. So the effect must compare versions itself, or change nothing when it is repeated.
 */
public interface ReplicaEffect<E extends Event> {

    /** Returns the type of the events. */
    Class<E> type();

    /**
     * Refuses an event that this service could not use later; it is then neither stored nor handled.
     *
     * @throws dev.sotto.runtime.inbox.InvalidEvent with the reason, for the dead-letter topic
     */
    default void check(E event) {}

    /**
     * Runs before the transaction, and may ask other services. The returned effect runs in the transaction of replica
     * and inbox, which locks the replica's row.
     */
    Uni<Effect> prepare(CloudEvent<E> event);
}
