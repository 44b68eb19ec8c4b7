package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.engines.Engines;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.jobs.roles.ProcessRole;
import dev.sotto.jobs.roles.RoleSettings;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.loop.Backoff;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** The workers of this process. Each gets a claim, runs its job on a separate thread, and ends it. */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    /** A finished job waits for the database for some time, because its work would be lost otherwise. */
    private static final Backoff WHILE_AWAY = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), 20);

    /** A heartbeat also writes the progress. Users watch it, even for jobs of a few seconds. */
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);

    private final HeldJobs jobs;
    private final Transcription transcription;
    private final FileRemovals removals;
    /** A job may be here twice: in a run that has lost its lease without noticing, and in the run that holds it now. */
    private final Set<RunningJob> running = ConcurrentHashMap.newKeySet();

    private final ExecutorService threads;
    private final List<Loop> loops;
    private final Claims claims;
    private final QueueNotices notices;
    private final ProcessReport report;
    private final Loop heart;
    private final Duration patience;
    private volatile boolean stopping;

    Workers(
            HeldJobs jobs,
            Engines engines,
            Transcription transcription,
            FileRemovals removals,
            Vertx vertx,
            QueueNotices notices,
            ProcessReport report,
            WorkerSettings settings,
            RoleSettings roles) {
        this.jobs = jobs;
        this.transcription = transcription;
        this.removals = removals;
        this.threads = Executors.newCachedThreadPool(work -> new Thread(work, "transcription"));
        this.notices = notices;
        this.report = report;
        this.claims = new Claims(jobs, engines, vertx, report.process(), settings.poll());
        int workers = roles.roles().contains(ProcessRole.WORKER) ? settings.workers() : 0;
        this.loops = IntStream.range(0, workers)
                .mapToObj(slot -> worker(vertx, "worker " + slot, settings.poll()))
                .toList();
        this.patience = settings.lease().dividedBy(3);
        Duration beat = patience.compareTo(PROGRESS_EVERY) < 0 ? patience : PROGRESS_EVERY;
        this.heart = new Loop(vertx, "heartbeat", beat, this::beat);
    }

    /**
     * The length of a recording is not limited by time, so a round has no limit. Its database calls have their own
     * limits.
     */
    private Loop worker(Vertx vertx, String name, Duration poll) {
        return new Loop(vertx, name, poll, Loop.NO_LIMIT, this::round);
    }

    void start(@Observes StartupEvent start) {
        if (loops.isEmpty()) {
            return;
        }
        claims.start();
        notices.start(this::wake);
        loops.forEach(Loop::start);
        heart.start();
        report.start(loops.size(), running);
    }

    /** Running jobs return their leases, so that another process continues at once. */
    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
        CompletableFuture<?>[] ended = loops.stream().map(Loop::stop).toArray(CompletableFuture[]::new);
        running.forEach(job -> job.stop(RunningJob.Stop.GIVEN_BACK));
        CompletableFuture.allOf(ended).join();
        claims.stop().join();
        heart.stop().join();
        notices.stop().join();
        report.stop();
        threads.shutdownNow();
    }

    /** Makes idle workers look for a job now. */
    public void wake() {
        loops.forEach(Loop::wake);
    }

    /** Stops a job if it runs in this process. */
    public void abandon(UUID jobId) {
        running.stream()
                .filter(job -> job.claim().jobId().equals(jobId))
                .forEach(job -> job.stop(RunningJob.Stop.LOST));
    }

    private Uni<Boolean> round() {
        return claims.next()
                .flatMap(claim -> claim == null
                        ? Uni.createFrom().item(false)
                        : stopping
                                ? WHILE_AWAY.retry(jobs.giveBack(claim), DatabaseErrors::isUnavailable)
                                : work(claim).replaceWith(true));
    }

    private Uni<Boolean> work(Claim claim) {
        if (RetryDecision.isExhausted(claim.attempt())) {
            return fail(claim, RetryDecision.exhausted());
        }
        RunningJob job = new RunningJob(claim);
        running.add(job);
        if (stopping) {
            job.stop(RunningJob.Stop.GIVEN_BACK); // stop() may have read the set just before
        }
        return onThread(job)
                .flatMap(outcome -> WHILE_AWAY.retry(end(job, outcome), DatabaseErrors::isUnavailable))
                .onTermination()
                .invoke(() -> running.remove(job));
    }

    /** A run that has no say any more may have written a transcript after its job was deleted. */
    private Uni<Boolean> end(RunningJob job, Outcome outcome) {
        return ended(job, outcome)
                .call(hadTheJob -> hadTheJob ? Uni.createFrom().voidItem() : removeIfDeleted(job.claim()));
    }

    private Uni<Void> removeIfDeleted(Claim claim) {
        return jobs.isDeleted(claim)
                .flatMap(deleted -> deleted
                        ? removals.attempt(JobFiles.directory(claim.tenantId(), claim.jobId()))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> ended(RunningJob job, Outcome outcome) {
        Claim claim = job.claim();
        if (outcome instanceof Outcome.Done done) {
            Reservation.Used used = claim.reserved().settle(done.measuredMs(), done.storedBytes());
            report.pace().add(done.measuredMs(), job.tookMs());
            return jobs.complete(claim, done, used)
                    .call(ended -> ended == null || ended.keepsRecording()
                            ? Uni.createFrom().voidItem()
                            : removals.attempt(claim.input())
                                    .chain(() -> removals.attempt(JobFiles.peaks(claim.tenantId(), claim.jobId()))))
                    .map(Objects::nonNull);
        }
        if (outcome instanceof Outcome.Broken broken) {
            return after(claim, RetryDecision.after(broken, claim.attempt()))
                    .invoke(hadTheJob -> log(claim, broken, hadTheJob));
        }
        if (outcome instanceof Outcome.Waiting waiting) {
            return jobs.putOff(claim, waiting.pause());
        }
        return job.isGivenBack() ? jobs.giveBack(claim) : Uni.createFrom().item(false);
    }

    /** Says nothing of a run whose job was deleted, cancelled or taken over, which may well be why it failed. */
    private static void log(Claim claim, Outcome.Broken broken, boolean hadTheJob) {
        if (hadTheJob && broken.cause() != null) {
            LOG.errorf(broken.cause(), "Job %s failed in attempt %d", claim.jobId(), claim.attempt());
        }
    }

    private Uni<Boolean> after(Claim claim, RetryDecision decision) {
        return decision instanceof RetryDecision.Fail fail
                ? fail(claim, fail)
                : jobs.retry(claim, ((RetryDecision.Retry) decision).pause());
    }

    /**
     * A failed job is not billed. It keeps its recording for a while, or nothing. The sweeper later removes files that
     * cannot be removed now.
     */
    private Uni<Boolean> fail(Claim claim, RetryDecision.Fail decision) {
        String directory = JobFiles.directory(claim.tenantId(), claim.jobId());
        return jobs.fail(claim, decision)
                .call(failed -> failed == null || failed.keepsRecording()
                        ? Uni.createFrom().voidItem()
                        : removals.attempt(directory))
                .map(Objects::nonNull);
    }

    private Uni<Outcome> onThread(RunningJob job) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            JobTask task = new JobTask(
                    () -> transcription.run(job),
                    outcome -> context.runOnContext(ignored -> emitter.complete(outcome)));
            job.runsAs(task);
            try {
                threads.execute(task);
            } catch (RuntimeException | OutOfMemoryError e) { // the executor is shut down, or no thread is available
                emitter.fail(e);
            }
        });
    }

    /**
     * An unavailable database costs the leases only if it stays away for long, because the next heartbeat tries again. A
     * call without an answer has a time limit, or the leases would expire before the connection is closed.
     */
    private Uni<Boolean> beat() {
        List<RunningJob> held = List.copyOf(running);
        if (held.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return jobs.renew(held.stream().map(RunningJob::renewal).sorted().toList())
                .ifNoItem()
                .after(patience)
                .fail()
                .invoke(renewed -> held.forEach(job -> job.obey(renewed)))
                .onFailure()
                .invoke(failure -> LOG.warnf("The leases of %d jobs were not renewed: %s", held.size(), failure))
                .onFailure()
                .recoverWithNull()
                .replaceWith(false);
    }
}
