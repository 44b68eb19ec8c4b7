package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.jobs.storage.BlockingExecutor;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.jobs.storage.S3ServerResource;
import dev.sotto.jobs.storage.Spool;
import dev.sotto.jobs.storage.StorageSettings;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job from its recording to its transcript, with a store in a bucket. */
@QuarkusTest
@QuarkusTestResource(value = S3ServerResource.class, restrictToAnnotatedClass = true)
class BucketTest {

    @Inject
    ScriptedEngine engine;

    @Inject
    BlobStore store;

    @Inject
    ScopedTransaction transactions;

    @Inject
    Spool spool;

    @Inject
    BlockingExecutor blockingExecutor;

    @Inject
    FileRemovals removals;

    @Inject
    StorageSettings settings;

    @Inject
    Vertx vertx;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void transcribesRecordingInTheBucket() throws Exception {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("From the bucket.");
        awaitStatus(user, job, "Completed");

        assertThat(user.asks().get(JOBS + "/" + job + "/transcript?format=txt").asString())
                .isEqualTo("From the bucket.\n");
        assertThat(store.read(JobFiles.input(user.tenantId(), job))).isEqualTo(audio("clip.mp3"));
        assertThat(user.asks()
                        .header("Range", "bytes=100-199")
                        .get(JOBS + "/" + job + "/recording")
                        .asByteArray())
                .isEqualTo(Arrays.copyOfRange(audio("clip.mp3"), 100, 200));
        assertThat(Sotto.files(user)).as("nothing is left on the local disk").isEmpty();
    }

    @Test
    void cancelledJobLeavesNothingInTheBucket() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next();

        user.asks().post(JOBS + "/" + job + "/cancel");

        assertThatThrownBy(() -> store.read(JobFiles.input(user.tenantId(), job)))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void sweepRemovesOnlyWhatBelongsToNoJob() throws Exception {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Kept.");
        awaitStatus(user, job, "Completed");
        String orphan = JobFiles.input(user.tenantId(), UUID.randomUUID());
        String lostAttempt = JobFiles.transcript(user.tenantId(), job, 12);
        store.write(orphan, new byte[] {1});
        store.write(lostAttempt, new byte[] {1});

        sweepAt(Clock.systemUTC());
        assertThat(store.read(orphan)).as("it is too young").hasSize(1);
        sweepAt(Clock.offset(Clock.systemUTC(), settings.orphansKept().plusMinutes(1)));

        assertThatThrownBy(() -> store.read(orphan)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.read(lostAttempt)).isInstanceOf(NoSuchFileException.class);
        assertThat(store.read(JobFiles.input(user.tenantId(), job))).isEqualTo(audio("clip.mp3"));
        assertThat(store.read(JobFiles.transcript(user.tenantId(), job, 1))).isNotEmpty();
    }

    private void sweepAt(Clock clock) throws Exception {
        Sweeper sweeper = new Sweeper(transactions, store, spool, blockingExecutor, removals, clock, vertx, settings);
        CompletableFuture<Void> swept = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(
                        ignored -> sweeper.sweep().subscribe().with(swept::complete, swept::completeExceptionally));
        swept.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }
}
