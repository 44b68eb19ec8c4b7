package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.queue.QueueWorkers;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.loop.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;

/** Tells the queue how many workers this process has and how fast they are, and the metrics how many are busy. */
@ApplicationScoped
class ProcessReport {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final QueueWorkers workers;
    private final MeterRegistry registry;
    private final Loop loop;
    private final Pace pace = new Pace();
    private final String process = Ids.next().toString();
    private int slots;

    ProcessReport(QueueWorkers workers, MeterRegistry registry, Vertx vertx) {
        this.workers = workers;
        this.registry = registry;
        this.loop = new Loop(vertx, "process report", EVERY, this::round);
    }

    /** Returns the name of this process. */
    String process() {
        return process;
    }

    Pace pace() {
        return pace;
    }

    /** @param busy those of the workers that have a job now */
    void start(int workersHere, Collection<?> busy) {
        slots = workersHere;
        Gauge.builder("sotto.worker.capacity", () -> slots)
                .description("Jobs that this process does at once")
                .register(registry);
        Gauge.builder("sotto.worker.busy", busy, Collection::size)
                .description("Jobs that this process does now")
                .register(registry);
        loop.start();
    }

    /** Reports no more. The last report ages within a minute. */
    void stop() {
        loop.stop().join();
    }

    private Uni<Boolean> round() {
        return workers.report(process, slots, pace.speed()).replaceWith(false);
    }
}
