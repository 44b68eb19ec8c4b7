package dev.sotto.jobs.uploads;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.jobs.ReceivedRecordings;
import dev.sotto.jobs.jobs.Senders;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.http.ProblemAnswer;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.loop.Loop;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Makes jobs of complete uploads. If a process dies meanwhile, another takes its upload up again; the upload's id as
 * Idempotency-Key sees to it that only one job is made.
 */
@ApplicationScoped
class FinishUploads {

    private static final Logger LOG = Logger.getLogger(FinishUploads.class);
    private static final Caller FINISHER = Caller.system("uploads");
    private static final int AT_ONCE = 2;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(10);
    private static final double HELD_SECONDS = 30;
    private static final double RETRY_SECONDS = 10;
    /** So often a fault of Sotto's own may end the check of one upload. Then the sender is told, and gets the place back. */
    private static final long MOST_FAULTS = 5;

    /** A refusal for which only the moment is to blame. The upload is tried again until it expires. */
    private static final Set<ProblemType> PASSING = Set.of(
            ProblemType.UNAVAILABLE,
            ProblemType.INTERNAL,
            ProblemType.INSUFFICIENT_STORAGE,
            ProblemType.TOO_MANY_REQUESTS);

    private static final String CLAIM = """
            update uploads
            set fence = fence + 1, busy_until = now() + make_interval(secs => $1), updated_at = now()
            where id = (
                select id from uploads
                where state = 'Checking' and (busy_until is null or busy_until < now())
                order by id limit 1 for update skip locked
            )
            returning
            """ + UploadRow.COLUMNS;
    private static final String HOLD = """
            update uploads set busy_until = now() + make_interval(secs => $3)
            where id = $1 and fence = $2 and state = 'Checking'
            """;
    private static final String COMPLETE = """
            update uploads
            set state = 'Completed', job_id = $3, busy_until = null, expires_at = now() + make_interval(secs => $4),
                updated_at = now()
            where id = $1 and fence = $2 and state = 'Checking'
            """;
    /** The job was deleted before its upload named it, so that nothing of it may stay. */
    private static final String FORGET_DELETED = """
            delete from uploads u
            where u.id = $1 and u.state = 'Completed' and not exists (select from jobs j where j.id = u.job_id)
            """;

    private static final String REFUSE = """
            update uploads
            set state = 'Refused', problem = cast(cast($3 as text) as jsonb), busy_until = null,
                expires_at = now() + make_interval(secs => $4), updated_at = now()
            where id = $1 and fence = $2 and state = 'Checking'
            """;

    private final ScopedTransaction transactions;
    private final ReceivedRecordings recordings;
    private final Senders senders;
    private final UploadFiles files;
    private final BlockingExecutor blockingExecutor;
    private final double keptSeconds;
    private final List<Loop> loops;
    private final Set<UploadRow> claimed = ConcurrentHashMap.newKeySet();

    FinishUploads(
            ScopedTransaction transactions,
            ReceivedRecordings recordings,
            Senders senders,
            UploadFiles files,
            BlockingExecutor blockingExecutor,
            Vertx vertx,
            ResumableSettings settings) {
        this.transactions = transactions;
        this.recordings = recordings;
        this.senders = senders;
        this.files = files;
        this.blockingExecutor = blockingExecutor;
        this.keptSeconds = settings.expireAfter().toSeconds();
        Stream<Loop> finishers = IntStream.range(0, AT_ONCE)
                .mapToObj(slot -> new Loop(vertx, "uploads " + slot, LOOK_EVERY, Loop.NO_LIMIT, this::round));
        Loop heart = new Loop(vertx, "uploads heartbeat", BEAT_EVERY, this::beat);
        this.loops = Stream.concat(finishers, Stream.of(heart)).toList();
    }

    void start(@Observes StartupEvent start) {
        loops.forEach(Loop::start);
    }

    void stop(@Observes ShutdownEvent stop) {
        CompletableFuture.allOf(loops.stream().map(Loop::stop).toArray(CompletableFuture[]::new))
                .join();
    }

    /** Looks for complete uploads now. */
    void wake() {
        loops.forEach(Loop::wake);
    }

    /** Finishes one upload. Returns whether there was one. */
    Uni<Boolean> round() {
        return transactions
                .sql(FINISHER, transaction -> transaction.first(UploadRow::of, CLAIM, HELD_SECONDS))
                .flatMap(upload -> upload == null
                        ? Uni.createFrom().item(false)
                        : finish(upload).replaceWith(true));
    }

    private Uni<Void> finish(UploadRow upload) {
        claimed.add(upload);
        return blockingExecutor
                .call(() -> files.linked(upload.id()))
                .flatMap(link -> submit(upload, link))
                .flatMap(job -> end(upload, COMPLETE, job.id()))
                .chain(() -> change(FORGET_DELETED, upload.id()))
                .replaceWithVoid()
                .onFailure(NoSuchFileException.class)
                .transform(lost -> UploadWriter.lost())
                .onFailure(FinishUploads::isOfGoneWorkflow)
                .transform(gone -> Problem.invalid(new Fault(
                        "/workflow_id",
                        FaultCode.NOT_FOUND,
                        "names a workflow that was deleted while the recording was sent")))
                .onFailure(FinishUploads::isFinal)
                .recoverWithUni(refusal -> end(upload, REFUSE, json(upload, (Problem) refusal)))
                .onFailure()
                .recoverWithUni(failure -> again(upload, failure))
                .onTermination()
                .invoke(() -> claimed.remove(upload));
    }

    private Uni<JobView> submit(UploadRow upload, Path link) {
        return Uni.createFrom()
                .deferred(() -> recordings.submit(
                        () -> senders.of(upload.sender(), "upload-" + upload.id()),
                        link,
                        upload.view().fileName(),
                        UploadMetadata.of(upload.metadata()).options(),
                        "upload-" + upload.id()))
                .onTermination()
                .call(() -> blockingExecutor.attempt(() -> Files.deleteIfExists(link)));
    }

    private Uni<Void> end(UploadRow upload, String statement, Object result) {
        return change(statement, upload.id(), upload.fence(), result, keptSeconds)
                .flatMap(rows -> rows == 0
                        ? Uni.createFrom().voidItem()
                        : blockingExecutor.attempt(() -> files.remove(upload.id())));
    }

    private Uni<Void> again(UploadRow upload, Throwable failure) {
        if (!(failure instanceof Problem) && !DatabaseErrors.isUnavailable(failure) && upload.fence() >= MOST_FAULTS) {
            LOG.errorf(failure, "No job could be made of upload %s; it is refused", upload.id());
            return end(upload, REFUSE, json(upload, Problem.of(ProblemType.INTERNAL, "Sotto could not read it.")));
        }
        LOG.logf(
                Problem.severity(failure, Logger.Level.WARN),
                failure,
                "No job could be made of upload %s; it is tried again",
                upload.id());
        return change(HOLD, upload.id(), upload.fence(), RETRY_SECONDS).replaceWithVoid();
    }

    private Uni<Boolean> beat() {
        return Multi.createFrom()
                .iterable(List.copyOf(claimed))
                .onItem()
                .transformToUniAndConcatenate(upload -> change(HOLD, upload.id(), upload.fence(), HELD_SECONDS))
                .collect()
                .asList()
                .replaceWith(false);
    }

    private Uni<Integer> change(String statement, Object... parameters) {
        return transactions.sql(FINISHER, transaction -> transaction.execute(statement, parameters));
    }

    private static boolean isOfGoneWorkflow(Throwable failure) {
        return failure instanceof Problem problem && problem.type() == ProblemType.NOT_FOUND;
    }

    private static boolean isFinal(Throwable failure) {
        return failure instanceof Problem problem && !problem.needsRepair() && !PASSING.contains(problem.type());
    }

    private static String json(UploadRow upload, Problem problem) {
        try {
            return EventJson.MAPPER.writeValueAsString(
                    ProblemAnswer.body(problem, problem.type().status(), "/api/v1/uploads/" + upload.id()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
