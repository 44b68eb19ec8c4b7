package dev.sotto.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * Asks at a constant rate, even while answers are missing. Latency counts from the planned time of a question, so that
 * a stall shows in all questions that waited behind it (no coordinated omission).
 */
final class OpenLoop {

    private static final int CONNECTIONS = 64;
    private static final int DIGITS = 3;
    private static final long NANOS = 1_000_000_000L;
    private static final Duration FIRST = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final long intervalNanos;

    OpenLoop(Vertx vertx, double perSecond) {
        this.vertx = vertx;
        this.intervalNanos = Math.round(NANOS / perSecond);
    }

    /**
     * Latencies in microseconds.
     *
     * @param all of every question
     * @param first of the questions planned for the first three seconds
     */
    record Latencies(Histogram all, Histogram first) {

        private static Latencies none() {
            return new Latencies(new Histogram(DIGITS), new Histogram(DIGITS));
        }
    }

    /** Asks until {@code goesOn} returns false. */
    CompletableFuture<Latencies> run(URI side, Question question, BooleanSupplier goesOn) {
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setKeepAlive(true));
        Run run = new Run(client, side, question, goesOn, System.nanoTime());
        // Everything runs on one thread, so a run needs no locks.
        vertx.getOrCreateContext().runOnContext(now -> vertx.setPeriodic(1, run::tick));
        return run.done.whenComplete((latencies, failure) -> client.close());
    }

    private final class Run {

        private final CompletableFuture<Latencies> done = new CompletableFuture<>();
        private final Latencies latencies = Latencies.none();
        private final HttpClient client;
        private final URI side;
        private final Question question;
        private final BooleanSupplier goesOn;
        private final long start;
        private long asked;
        private long answered;
        private boolean ended;

        Run(HttpClient client, URI side, Question question, BooleanSupplier goesOn, long start) {
            this.client = client;
            this.side = side;
            this.question = question;
            this.goesOn = goesOn;
            this.start = start;
        }

        void tick(long timer) {
            ended = ended || !goesOn.getAsBoolean();
            if (ended || done.isDone()) {
                vertx.cancelTimer(timer);
                completeWhenAllAnswered();
                return;
            }
            long now = System.nanoTime();
            for (long due = start + asked * intervalNanos; due <= now; due = start + asked * intervalNanos) {
                ask(due);
            }
        }

        private void ask(long due) {
            asked++;
            question.ask(client, side)
                    .onSuccess(body -> {
                        record(due, Math.max(1, (System.nanoTime() - due) / 1000));
                        answered++;
                        completeWhenAllAnswered();
                    })
                    .onFailure(done::completeExceptionally);
        }

        private void record(long due, long micros) {
            latencies.all().recordValue(micros);
            if (due - start < FIRST.toNanos()) {
                latencies.first().recordValue(micros);
            }
        }

        private void completeWhenAllAnswered() {
            if (ended && answered == asked) {
                done.complete(latencies);
            }
        }
    }
}
