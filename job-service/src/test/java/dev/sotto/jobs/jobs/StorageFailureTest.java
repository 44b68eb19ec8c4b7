package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.media.MovableFfmpeg;
import dev.sotto.jobs.storage.HandStore;
import dev.sotto.testing.CapturedLog;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Files and programs that fail. Each failure gets its own problem, is never reported as an unavailable database, and is
 * logged once.
 */
@QuarkusTest
class StorageFailureTest {

    @Inject
    ScriptedEngine engine;

    @Inject
    HandStore store;

    @Inject
    MovableFfmpeg ffmpeg;

    private final Person user = aUser();

    @AfterEach
    void mend() {
        store.full(false);
        ffmpeg.isThere(true);
        engine.reset();
    }

    @Test
    void lostTranscriptIsAnInternalError() throws IOException {
        UUID id = completed("Nobody else hears this.");
        Files.delete(transcriptFile(id));

        assertThatTranscriptIsLost(id, "NoSuchFileException");
    }

    @Test
    void unreadableTranscriptIsAnInternalErrorWithoutLoggedContent() throws IOException {
        UUID id = completed("Nobody else hears this.");
        Path file = transcriptFile(id);
        String json = Files.readString(file);
        assertThat(json).contains("Nobody else hears");
        // The parser's error message quotes a word of the transcript.
        Files.writeString(file, json.replace("\"Nobody else hears", "Nobody"));

        assertThatTranscriptIsLost(id, "not a transcript: JsonParseException at line 1");
    }

    private void assertThatTranscriptIsLost(UUID id, String cause) {
        try (CapturedLog log = new CapturedLog()) {
            Response answer = user.asks().accept("*/*").get(JOBS + "/" + id + "/transcript");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.<String>path("type")).endsWith("/internal");
            assertThat(answer.<String>path("detail")).contains("transcript").doesNotContain("database");
            assertThat(answer.header("Retry-After")).isNull();
            assertThat(log.lines(id.toString()))
                    .singleElement()
                    .matches(line -> line.level().getName().equals("ERROR"))
                    .extracting(CapturedLog.Line::text, STRING)
                    .contains("the transcript of the completed job " + id, cause);
            assertThat(log.lines("Nobody")).isEmpty();
        }
    }

    @Test
    void fullDiskRefusesRecordingAndLeavesNothing() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        store.full(true);
        try (CapturedLog log = new CapturedLog()) {
            Response refused = submit(workflow);

            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.<String>path("type")).endsWith("/insufficient-storage");
            assertThat(refused.<String>path("detail")).contains("no room").contains("Send it again later");
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            assertThatOneErrorIsLogged(log, "Answered 507 to POST " + JOBS, "No space left on device");
        }
        assertThatNothingIsLeft();

        store.full(false);
        assertThat(submit(workflow).statusCode()).isEqualTo(201);
        engine.next().says("Now.");
    }

    @Test
    void lostSpoolIsAnInternalError() throws IOException {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        Path spool = SottoTestResource.dataDirectory().resolve("media/spool");
        Path elsewhere = spool.resolveSibling("spool-elsewhere");
        Files.move(spool, elsewhere);
        try (CapturedLog log = new CapturedLog()) {
            Response refused = submit(workflow);

            assertThat(refused.statusCode()).isEqualTo(500);
            assertThat(refused.<String>path("type")).endsWith("/internal");
            assertThatOneErrorIsLogged(log, "Answered 500 to POST " + JOBS, "NoSuchFileException");
        } finally {
            Files.move(elsewhere, spool);
        }
        assertThatNothingIsLeft();
    }

    @Test
    void ffmpegThatDoesNotStartIsAnInternalError() {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        ffmpeg.isThere(false);
        try (CapturedLog log = new CapturedLog()) {
            Response refused = submit(workflow);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.<String>path("type")).endsWith("/unavailable");
            assertThat(refused.<String>path("detail"))
                    .contains("cannot examine")
                    .doesNotContain("database");
            assertThat(refused.header("Retry-After")).isEqualTo("2");
            assertThatOneErrorIsLogged(log, "Answered 503 to POST " + JOBS, "FFmpeg does not start: sh: ");
        }
        assertThatNothingIsLeft();
    }

    @Test
    void lostRecordingFailsTheJobWithInternalError() throws IOException {
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        aJob(user, workflow);
        aJob(user, workflow);
        ScriptedEngine.Run first = engine.next();
        ScriptedEngine.Run second = engine.next();
        UUID id = aJob(user, workflow);
        Files.delete(directory(id).resolve("input"));

        first.says("One.");
        second.says("Two.");

        Response failed = awaitStatus(user, id, "Failed");
        assertThat(failed.<String>path("reason")).isEqualTo("internal-error");
        assertThat(failed.<String>path("error")).contains("an internal error").doesNotContain("engine");
    }

    private static void assertThatOneErrorIsLogged(CapturedLog log, String beginning, String cause) {
        assertThat(log.lines(cause))
                .singleElement()
                .matches(line -> line.level().getName().equals("ERROR") && line.hasStackTrace())
                .extracting(CapturedLog.Line::text, STRING)
                .startsWith(beginning);
    }

    private void assertThatNothingIsLeft() {
        assertThat(rows("select 1 from jobs where tenant_id = ?", user.tenantId()))
                .isEmpty();
        assertThat(files(user)).isEmpty();
    }

    private Response submit(UUID workflow) {
        return submission(user, workflow, "clip.mp3", audio("clip.mp3")).post(JOBS);
    }

    private UUID completed(String text) {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says(text);
        awaitStatus(user, id, "Completed");
        return id;
    }

    private Path transcriptFile(UUID id) {
        return directory(id).resolve("1/transcript.json");
    }

    private Path directory(UUID id) {
        return SottoTestResource.dataDirectory()
                .resolve("media/jobs")
                .resolve(user.tenantId().toString())
                .resolve(id.toString());
    }
}
