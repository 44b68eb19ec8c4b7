package dev.sotto.tenants.webhooks;

import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Sends what is due. One loop claims turns, as many as lanes are free, and never waits for a receiver. The lanes are loops
 * that take one turn after the other. A turn whose process dies is claimed anew when its lease is over.
 */
@ApplicationScoped
class Deliveries {

    /** Lanes are woken; this is only for a wake that came at the wrong moment. */
    private static final Duration LANE_IDLE = Duration.ofSeconds(10);

    private final Turns turns;
    private final TakeTurn takeTurn;
    private final Loop claimer;
    private final List<Loop> lanes;
    private final Queue<Turn> claimed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger free;
    private volatile boolean stopping;

    Deliveries(Turns turns, TakeTurn takeTurn, Vertx vertx, WebhookSettings settings) {
        this.turns = turns;
        this.takeTurn = takeTurn;
        this.free = new AtomicInteger(settings.atOnce());
        this.claimer = new Loop(vertx, "webhooks", settings.interval(), this::claim);
        this.lanes = IntStream.range(0, settings.atOnce())
                .mapToObj(lane -> new Loop(vertx, "webhook lane " + lane, LANE_IDLE, Loop.NO_LIMIT, this::takeNext))
                .toList();
    }

    void start(@Observes StartupEvent start) {
        lanes.forEach(Loop::start);
        claimer.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
        claimer.stop().join();
        CompletableFuture.allOf(lanes.stream().map(Loop::stop).toArray(CompletableFuture[]::new))
                .join();
    }

    private Uni<Boolean> claim() {
        int room = free.get();
        return room == 0
                ? Uni.createFrom().item(false)
                : turns.claim(room).invoke(this::handOut).map(found -> !found.isEmpty());
    }

    private void handOut(List<Turn> found) {
        free.addAndGet(-found.size());
        claimed.addAll(found);
        if (!found.isEmpty()) {
            lanes.forEach(Loop::wake);
        }
    }

    private Uni<Boolean> takeNext() {
        Turn turn = claimed.poll();
        return turn == null
                ? Uni.createFrom().item(false)
                : takeTurn.take(turn, () -> stopping)
                        .onTermination()
                        .invoke(free::incrementAndGet)
                        .replaceWith(true);
    }
}
