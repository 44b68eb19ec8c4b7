package dev.sotto.runtime.inbox;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Backoff;
import dev.sotto.runtime.outbox.Publisher;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Receives events. Each event takes effect once, however often it is delivered (docs/adr/0004-own-outbox.md).
 *
 * <p>A record that cannot be read or violates a rule of the data goes to the topic's dead-letter topic with its cause,
 * and the consumer continues. If the record is too large for that, its beginning and hash go there. A temporary failure
 * (database, broker or owning service down) is retried without limit: the event is never dead-lettered and never
 * skipped.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Backoff WHILE_AWAY = Backoff.forever(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final Backoff A_FEW_TIMES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 5);
    private static final String REMEMBER =
            "insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing";

    private final ScopedTransaction transactions;
    private final Publisher publisher;
    private volatile boolean stopping;

    Inbox(ScopedTransaction transactions, Publisher publisher) {
        this.transactions = transactions;
        this.publisher = publisher;
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
    }

    /**
     * Handles one record of a topic.
     *
     * @param consumer the consumer's name; each consumer remembers separately which events it has handled
     * @param handler runs before the transaction, may ask other services, and returns the effect
     * @return completes when the record is handled or dead-lettered; acknowledge it then
     */
    public <E extends Event> Uni<Void> receive(
            String consumer,
            ConsumerRecord<String, byte[]> received,
            Class<E> type,
            Function<CloudEvent<E>, Uni<Effect>> handler) {
        Uni<Void> once = Uni.createFrom()
                .deferred(() -> handle(consumer, EventReader.read(received.value(), type), handler))
                .onFailure(Inbox::mayPass)
                .invoke(failure -> LOG.logf(
                        Problem.severity(failure, Logger.Level.WARN),
                        "%s waits with %s: %s",
                        consumer,
                        place(received),
                        failure));
        Uni<Void> untilReachable = WHILE_AWAY.retry(once, Inbox::mayPass);
        return A_FEW_TIMES
                .retry(untilReachable, failure -> !isInvalid(failure))
                .onFailure()
                .recoverWithUni(failure ->
                        stopping ? leave(consumer, received, failure) : deadLetter(consumer, received, failure));
    }

    /**
     * Reads a record, for consumers that do not need to remember handled events.
     *
     * @throws RuntimeException if the record cannot be read; {@link #receive} then dead-letters it
     */
    public static <E extends Event> CloudEvent<E> read(ConsumerRecord<String, byte[]> received, Class<E> type) {
        return EventReader.read(received.value(), type);
    }

    private <E extends Event> Uni<Void> handle(
            String consumer, CloudEvent<E> event, Function<CloudEvent<E>, Uni<Effect>> handler) {
        Caller caller = Caller.system(consumer);
        return handler.apply(event)
                .flatMap(effect -> transactions.sql(caller, transaction -> once(transaction, consumer, event, effect)));
    }

    private static Uni<Void> once(SqlTransaction transaction, String consumer, CloudEvent<?> event, Effect effect) {
        return transaction
                .execute(REMEMBER, consumer, event.id())
                .flatMap(rows ->
                        rows == 1 ? effect.apply(transaction) : Uni.createFrom().voidItem());
    }

    /**
     * A failure while the service stops says nothing about the event. It is not acknowledged and comes again after the
     * restart.
     */
    private static Uni<Void> leave(String consumer, ConsumerRecord<String, byte[]> received, Throwable failure) {
        LOG.infof("%s leaves %s to its next start: %s", consumer, place(received), failure);
        return Uni.createFrom().nothing();
    }

    private Uni<Void> deadLetter(String consumer, ConsumerRecord<String, byte[]> received, Throwable failure) {
        LOG.errorf("%s can't handle %s, which goes to the dead-letter topic: %s", consumer, place(received), failure);
        DeadLetter letter = DeadLetter.of(consumer, received, failure);
        return WHILE_AWAY
                .retry(put(received, letter), refusal -> !DeadLetter.isTooLarge(refusal))
                .onFailure(DeadLetter::isTooLarge)
                .recoverWithUni(() -> WHILE_AWAY.retry(put(received, letter.cut()), anything -> true));
    }

    private Uni<Void> put(ConsumerRecord<String, byte[]> received, DeadLetter letter) {
        return Uni.createFrom()
                .deferred(() -> publisher.send(
                        received.topic() + "-dead-letter", received.key(), letter.value(), letter.headers()));
    }

    private static boolean mayPass(Throwable failure) {
        return !isInvalid(failure)
                && (DatabaseErrors.isUnavailable(failure)
                        // A missing grant or column means an incomplete release. The event is not at fault.
                        || DatabaseErrors.sqlState(failure).isPresent()
                        || (failure instanceof Problem problem && problem.isUnavailable()));
    }

    private static boolean isInvalid(Throwable failure) {
        // SQL states 22 (data) and 23 (constraint): a retry would fail in the same way.
        return failure instanceof InvalidEvent
                || DatabaseErrors.sqlState(failure)
                        .map(state -> state.startsWith("22") || state.startsWith("23"))
                        .orElse(false);
    }

    private static String place(ConsumerRecord<String, byte[]> received) {
        return received.topic() + "[" + received.partition() + "]@" + received.offset();
    }
}
