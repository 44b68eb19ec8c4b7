package dev.sotto.tenants.webhooks;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Sends the deliveries of one turn, one after the other, until one fails. */
@ApplicationScoped
class TakeTurn {

    private final Turns turns;
    private final SendDelivery sendDelivery;
    private final RecordAttempt recordAttempt;

    TakeTurn(Turns turns, SendDelivery sendDelivery, RecordAttempt recordAttempt) {
        this.turns = turns;
        this.sendDelivery = sendDelivery;
        this.recordAttempt = recordAttempt;
    }

    /** @param stopping whether the turn shall end after the delivery under way */
    Uni<Void> take(Turn turn, BooleanSupplier stopping) {
        return turns.secrets(turn)
                .flatMap(secrets -> turns.due(turn).flatMap(due -> send(turn, due, secrets, stopping)))
                .chain(() -> turns.release(turn));
    }

    private Uni<Void> send(Turn turn, List<DueDelivery> due, List<WebhookSecret> secrets, BooleanSupplier stopping) {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(delivery -> goesOn.get() && !stopping.getAsBoolean()
                        ? send(turn, delivery, secrets).invoke(goesOn::set)
                        : Uni.createFrom().item(false))
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Boolean> send(Turn turn, DueDelivery delivery, List<WebhookSecret> secrets) {
        return sendDelivery
                .send(turn.url(), delivery.id().toString(), delivery.body(), secrets)
                .flatMap(attempt -> recordAttempt.record(turn, delivery, attempt));
    }
}
