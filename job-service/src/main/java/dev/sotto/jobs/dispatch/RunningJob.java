package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.queue.Renewal;
import dev.sotto.jobs.speech.SpeechProgress;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A job that runs in this process, shared between its thread and the heartbeat. */
final class RunningJob implements SpeechProgress {

    /** Why the job stops. */
    enum Stop {
        /** The job was cancelled, or another worker holds it. */
        LOST,
        /** The job goes back to the queue, because this process ends or its organisation was stopped. */
        GIVEN_BACK
    }

    private final Claim claim;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final long begun = System.nanoTime();
    private volatile long processedMs;
    private volatile @Nullable Future<?> task;

    RunningJob(Claim claim) {
        this.claim = claim;
    }

    Claim claim() {
        return claim;
    }

    /** Returns the progress from 0 to 1; 1 means done. */
    double progress() {
        long whole = claim.reserved().millis();
        return whole == 0 ? 0 : Math.min(0.99, (double) processedMs / whole);
    }

    /** Returns for how long the worker has had it, in milliseconds. */
    long tookMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** Returns how its lease is renewed, with its progress. */
    Renewal renewal() {
        return new Renewal(claim.jobId(), claim.fence(), progress());
    }

    /** Stops the job if its lease was lost or its organisation is suspended for abuse. */
    void obey(List<Renewal.Renewed> renewed) {
        renewed.stream()
                .filter(lease -> lease.jobId().equals(claim.jobId()) && lease.fence() == claim.fence())
                .findFirst()
                .ifPresentOrElse(
                        lease -> {
                            if (lease.isStopped()) {
                                stop(Stop.GIVEN_BACK);
                            }
                        },
                        () -> stop(Stop.LOST));
    }

    void runsAs(Future<?> running) {
        task = running;
        if (stop.get() != null) {
            running.cancel(true);
        }
    }

    /** Stops the job soon. If called several times, the first reason counts. */
    void stop(Stop reason) {
        stop.compareAndSet(null, reason);
        Future<?> running = task;
        if (running != null) {
            running.cancel(true);
        }
    }

    boolean isGivenBack() {
        return stop.get() == Stop.GIVEN_BACK;
    }

    @Override
    public void processed(long millis) {
        processedMs = millis;
    }

    @Override
    public boolean cancelled() {
        return stop.get() != null;
    }
}
