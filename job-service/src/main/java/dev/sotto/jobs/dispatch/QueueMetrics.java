package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.queue.QueueLoad;
import dev.sotto.jobs.queue.QueueState;
import dev.sotto.runtime.loop.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** The queue's numbers of the whole installation, which every process tells. None names a tenant. */
@ApplicationScoped
class QueueMetrics {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final QueueState state;
    private final MeterRegistry registry;
    private final Loop loop;
    private final AtomicReference<QueueLoad> load = new AtomicReference<>(QueueLoad.UNKNOWN);

    QueueMetrics(QueueState state, MeterRegistry registry, Vertx vertx) {
        this.state = state;
        this.registry = registry;
        this.loop = new Loop(vertx, "queue metrics", EVERY, this::round);
    }

    void start(@Observes StartupEvent start) {
        gauge("sotto.queue.waiting", "Jobs that wait for a worker", QueueLoad::waiting);
        gauge("sotto.queue.oldest.seconds", "How long the oldest of them has waited", QueueLoad::oldestSeconds);
        gauge("sotto.queue.running", "Jobs that run", QueueLoad::running);
        gauge("sotto.queue.capacity", "Jobs that all living workers do at once", QueueLoad::slots);
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    private void gauge(String name, String description, ToDoubleFunction<QueueLoad> value) {
        Gauge.builder(name, load, current -> value.applyAsDouble(current.get()))
                .description(description)
                .register(registry);
    }

    private Uni<Boolean> round() {
        return state.load().invoke(load::set).replaceWith(false);
    }
}
