package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SweeperTest {

    private static final FileTime LONG_AGO =
            FileTime.from(Clock.systemUTC().instant().minus(Duration.ofHours(2)));

    @Inject
    Sweeper sweeper;

    @Inject
    ScriptedEngine engine;

    @Inject
    Vertx vertx;

    @Test
    void removesOnlyOldFilesWithoutAJob() throws Exception {
        Path media = SottoTestResource.dataDirectory().resolve("media");
        Person user = aUser();
        UUID kept = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Kept.");
        awaitStatus(user, kept, "Completed");
        Path jobs = media.resolve("jobs").resolve(user.tenantId().toString());
        Path job = jobs.resolve(kept.toString());
        Path orphan = recording(jobs.resolve(UUID.randomUUID().toString()));
        Path fresh = recording(jobs.resolve(UUID.randomUUID().toString()));
        Path left = Files.writeString(media.resolve("spool").resolve("left-by-a-dead-process"), "x");
        for (Path old : new Path[] {job, orphan, left}) {
            Files.setLastModifiedTime(old, LONG_AGO);
        }

        sweep();

        assertThat(orphan).doesNotExist();
        assertThat(left).doesNotExist();
        assertThat(fresh.resolve("input")).exists();
        assertThat(job.resolve("input")).exists();
        assertThat(job.resolve("1/transcript.json")).exists();
    }

    @Test
    void continuesWhenAFileCannotBeRemoved() throws Exception {
        Path media = SottoTestResource.dataDirectory().resolve("media");
        List<Path> spooled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // The service creates no directories in the spool, and a non-empty directory cannot be deleted like a file.
            Path stubborn = Files.createDirectories(media.resolve("spool").resolve("directory-" + i));
            Files.writeString(stubborn.resolve("full"), "x");
            spooled.add(Files.writeString(media.resolve("spool").resolve("file-" + i), "x"));
            Files.setLastModifiedTime(stubborn, LONG_AGO);
            Files.setLastModifiedTime(spooled.get(i), LONG_AGO);
        }
        Path orphan = recording(media.resolve("jobs").resolve(UUID.randomUUID() + "/" + UUID.randomUUID()));
        Files.setLastModifiedTime(orphan, LONG_AGO);

        sweep();

        assertThat(spooled).allSatisfy(file -> assertThat(file).doesNotExist());
        assertThat(orphan).doesNotExist();
        for (int i = 0; i < 5; i++) {
            Files.delete(media.resolve("spool/directory-" + i + "/full"));
            Files.delete(media.resolve("spool/directory-" + i));
        }
    }

    @Test
    void removesFilesOfOtherAttempts() throws Exception {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Kept.");
        awaitStatus(user, id, "Completed");
        Path job = SottoTestResource.dataDirectory()
                .resolve("media/jobs")
                .resolve(user.tenantId().toString())
                .resolve(id.toString());
        Path lost = Files.createDirectories(job.resolve("12"));
        Files.writeString(lost.resolve("transcript.json"), "{}");
        Files.setLastModifiedTime(job, LONG_AGO);

        sweep();

        assertThat(lost).doesNotExist();
        assertThat(job.resolve("input")).exists();
        assertThat(job.resolve("1/transcript.json")).exists();
    }

    private static Path recording(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("input"), "x");
        return directory;
    }

    private void sweep() throws Exception {
        CompletableFuture<Void> swept = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
                .runOnContext(
                        ignored -> sweeper.sweep().subscribe().with(swept::complete, swept::completeExceptionally));
        swept.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
    }
}
