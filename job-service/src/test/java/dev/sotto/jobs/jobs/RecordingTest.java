package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordingTest {

    private static final byte[] CLIP = audio("clip.mp3");

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void givesTheRecordingByteForByte() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        Response answer = user.asks().get(path(job));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray()).isEqualTo(CLIP);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(CLIP.length));
        assertThat(answer.header("Transfer-Encoding")).isNull();
        assertThat(answer.contentType()).isEqualTo("audio/mpeg");
        assertThat(answer.header("ETag")).isEqualTo("\"" + job + "\"");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"clip.mp3\"; filename*=UTF-8''clip.mp3");
    }

    @Test
    void givesPartOfTheRecording() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        Response middle = ranged("bytes=1000-1999").get(path(job));
        Response end = ranged("bytes=-10").header("If-Range", "\"" + job + "\"").get(path(job));
        Response changed = ranged("bytes=0-9").header("If-Range", "\"other\"").get(path(job));

        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.asByteArray()).isEqualTo(Arrays.copyOfRange(CLIP, 1000, 2000));
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 1000-1999/" + CLIP.length);
        assertThat(middle.header("Content-Length")).isEqualTo("1000");
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.asByteArray()).isEqualTo(Arrays.copyOfRange(CLIP, CLIP.length - 10, CLIP.length));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.asByteArray()).isEqualTo(CLIP);
    }

    @Test
    void refusesRangeOutsideOfTheRecording() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        Response refused = ranged("bytes=" + CLIP.length + "-").get(path(job));

        assertThat(refused.statusCode()).isEqualTo(416);
        assertThat(refused.<String>path("type")).endsWith("/range-not-satisfiable");
        assertThat(refused.header("Content-Range")).isEqualTo("bytes */" + CLIP.length);
    }

    @Test
    void tellsClientsThatTheyHaveItAlready() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        Response unchanged =
                user.asks().header("If-None-Match", "\"" + job + "\"").get(path(job));

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.asByteArray()).isEmpty();
    }

    @Test
    void tellsItsSizeWithoutItsContent() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        Response head = user.asks().head(path(job));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(CLIP.length));
        assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @Test
    void recordingOfCancelledJobIsGone() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        user.asks().post(JOBS + "/" + job + "/cancel");

        assertThatItIsGone(job);
    }

    @Test
    void recordingThatWasNeverKeptIsGone() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        change("update jobs set file_bytes = 0 where id = ?", job);

        assertThatItIsGone(job);
    }

    @Test
    void isOnlyForThoseWhoSeeTheJob() {
        UUID job = aJob(user, aWorkflow(user, ScriptedEngine.NAME));

        assertThat(user.admin().asks().get(path(job)).statusCode()).isEqualTo(200);
        assertThat(user.colleague().asks().get(path(job)).statusCode()).isEqualTo(404);
        assertThat(aUser().asks().get(path(job)).statusCode()).isEqualTo(404);
        assertThat(user.admin().asks().head(path(job)).statusCode()).isEqualTo(200);
        assertThat(user.colleague().asks().head(path(job)).statusCode()).isEqualTo(404);
        assertThat(aUser().asks().head(path(job)).statusCode()).isEqualTo(404);
    }

    @Test
    void typeIsWhatWasFoundAndNotWhatTheNameSays() {
        Response job = submission(user, aWorkflow(user, ScriptedEngine.NAME), "page.html", CLIP)
                .post(JOBS);

        Response answer = user.asks().get(path(UUID.fromString(job.path("id"))));

        assertThat(answer.contentType()).isEqualTo("audio/mpeg");
        assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=\"page.html\"");
    }

    private void assertThatItIsGone(UUID job) {
        Response gone = user.asks().get(path(job));
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.<String>path("type")).endsWith("/gone");
    }

    private RequestSpecification ranged(String range) {
        return user.asks().header("Range", range);
    }

    private static String path(UUID job) {
        return JOBS + "/" + job + "/recording";
    }
}
