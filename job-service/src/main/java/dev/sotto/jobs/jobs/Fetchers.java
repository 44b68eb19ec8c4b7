package dev.sotto.jobs.jobs;

import dev.sotto.jobs.fetch.FetchFailed;
import dev.sotto.jobs.fetch.FetchSettings;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Fetches recordings in the background, a few at once. If this process dies, another begins its recordings anew. */
@ApplicationScoped
class Fetchers {

    private static final Logger LOG = Logger.getLogger(Fetchers.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    /** A heartbeat also writes the progress, which users watch. */
    private static final Duration BEAT_EVERY = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FetchQueue queue;
    private final FetchJob fetchJob;
    private final Vertx vertx;
    private final FetchDecision.Limits limits;
    private final List<Loop> loops;
    private final Loop heart;
    private final Set<RunningFetch> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Fetchers(FetchQueue queue, FetchJob fetchJob, Vertx vertx, FetchSettings settings) {
        this.queue = queue;
        this.fetchJob = fetchJob;
        this.vertx = vertx;
        this.limits = new FetchDecision.Limits(settings.attempts(), settings.retryAfter());
        this.loops = IntStream.range(0, settings.atOnce())
                .mapToObj(slot -> new Loop(vertx, "fetcher " + slot, LOOK_EVERY, Loop.NO_LIMIT, this::round))
                .toList();
        this.heart = new Loop(vertx, "fetchers heartbeat", BEAT_EVERY, this::beat);
    }

    void start(@Observes StartupEvent start) {
        loops.forEach(Loop::start);
        heart.start();
    }

    /** Recordings under way are given back, so that another process begins them at once. */
    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
        CompletableFuture<?>[] ended = loops.stream().map(Loop::stop).toArray(CompletableFuture[]::new);
        running.forEach(fetch -> fetch.stop(RunningFetch.Stop.GIVEN_BACK));
        CompletableFuture.allOf(ended).join();
        heart.stop().join();
    }

    /** Looks for recordings to fetch now. */
    void wake() {
        loops.forEach(Loop::wake);
    }

    /** Stops a recording if this process fetches it. */
    void abandon(UUID jobId) {
        running.stream()
                .filter(fetch -> fetch.fetch().jobId().equals(jobId))
                .forEach(fetch -> fetch.stop(RunningFetch.Stop.LOST));
    }

    /** Fetches one recording. Returns whether there was one. */
    Uni<Boolean> round() {
        return queue.claim()
                .flatMap(fetch -> fetch == null
                        ? Uni.createFrom().item(false)
                        : work(fetch).replaceWith(true));
    }

    private Uni<Boolean> work(Fetch fetch) {
        if (fetch.attempt() > limits.attempts()) {
            return follow(fetch, FetchDecision.exhausted(limits));
        }
        RunningFetch run = new RunningFetch(fetch);
        running.add(run);
        if (stopping) {
            run.stop(RunningFetch.Stop.GIVEN_BACK); // stop() may have read the set just before
        }
        return fetchJob.run(run)
                .onFailure(failure -> !DatabaseErrors.isUnavailable(failure))
                .recoverWithUni(failure -> after(fetch, failure))
                .onTermination()
                .invoke(() -> running.remove(run));
    }

    private Uni<Boolean> after(Fetch fetch, Throwable failure) {
        if (failure instanceof RunningFetch.Stopped stopped) {
            return stopped.isGivenBack()
                    ? queue.giveBack(fetch, Duration.ZERO, false)
                    : Uni.createFrom().item(false);
        }
        return follow(fetch, FetchDecision.after(failure, fetch, limits)).invoke(hadIt -> log(fetch, failure, hadIt));
    }

    private Uni<Boolean> follow(Fetch fetch, FetchDecision decision) {
        if (decision instanceof FetchDecision.Fail fail) {
            return queue.fail(fetch, fail.reason(), fail.error());
        }
        if (decision instanceof FetchDecision.Wait wait) {
            return queue.giveBack(fetch, wait.pause(), wait.forLong());
        }
        Duration pause = ((FetchDecision.Retry) decision).pause();
        return queue.retry(fetch, pause).invoke(() -> vertx.setTimer(Math.max(1, pause.toMillis()), timer -> wake()));
    }

    /** Refusals are told to the caller only. The URL may be a secret, so it is never logged. */
    private static void log(Fetch fetch, Throwable failure, boolean hadIt) {
        boolean refusal = failure instanceof FetchFailed || failure instanceof Problem;
        if (!hadIt || refusal && Problem.severity(failure, Logger.Level.DEBUG) == Logger.Level.DEBUG) {
            return;
        }
        LOG.errorf(failure, "The recording of job %s was not fetched in attempt %d", fetch.jobId(), fetch.attempt());
    }

    /** One after the other: a transaction at a time is open in a context. */
    Uni<Boolean> beat() {
        return Multi.createFrom()
                .iterable(List.copyOf(running))
                .onItem()
                .transformToUniAndConcatenate(this::renew)
                .collect()
                .asList()
                .replaceWith(false);
    }

    private Uni<Boolean> renew(RunningFetch run) {
        return queue.hold(run.fetch(), run.received(), run.total())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "The claim on the recording of job %s was not renewed: %s",
                        run.fetch().jobId(), failure))
                .onFailure()
                .recoverWithItem(true)
                .invoke(held -> stopUnless(held, run));
    }

    private static void stopUnless(boolean held, RunningFetch run) {
        if (!held) {
            run.stop(RunningFetch.Stop.LOST);
        }
    }
}
