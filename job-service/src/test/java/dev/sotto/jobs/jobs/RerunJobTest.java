package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.delete;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.quota;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.AbleEngine;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new job of a recording that is kept already. */
@QuarkusTest
class RerunJobTest {

    private final Person user = aUser();

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void noJobStays() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void runsTheSameRecordingWithOtherSettings() {
        UUID first = completed();
        long usedOnce = quota(user).get(0);

        Response made = rerun(user, first, """
                {"model": "%s", "language": "de"}""".formatted(AbleEngine.LARGE));

        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        UUID second = UUID.fromString(made.path("id"));
        assertThat(second).isNotEqualTo(first);
        awaitStatus(user, second, "Completed");
        assertThat(user.asks()
                        .get(JOBS + "/" + second + "/transcript?format=json")
                        .<String>path("text"))
                .startsWith("transcribe de large-v3");
        assertThat(job(user, first).<String>path("status")).isEqualTo("Completed");
        assertThat(quota(user).get(0)).isEqualTo(2 * usedOnce);
    }

    @Test
    void hasARecordingOfItsOwn() {
        UUID first = completed();
        UUID second = UUID.fromString(rerun(user, first, "{}").path("id"));
        awaitStatus(user, second, "Completed");

        assertThat(delete(user, first).statusCode()).isEqualTo(204);

        assertThat(user.asks().get(JOBS + "/" + second + "/recording").asByteArray())
                .isEqualTo(audio("clip.mp3"));
    }

    @Test
    void sameKeyMakesOneJob() {
        UUID first = completed();

        Response once = user.says("{}").header("Idempotency-Key", "again").post(JOBS + "/" + first + "/rerun");
        Response twice = user.says("{}").header("Idempotency-Key", "again").post(JOBS + "/" + first + "/rerun");

        assertThat(once.statusCode()).as(once.asString()).isEqualTo(201);
        assertThat(twice.<String>path("id")).isEqualTo(once.path("id"));
    }

    @Test
    void refusesWhatCannotBeRunAgain() {
        UUID running = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        UUID first = completed();

        assertThat(rerun(user, running, "{}").statusCode()).isEqualTo(409);
        assertThat(rerun(user.colleague(), first, "{}").statusCode()).isEqualTo(404);
        assertThat(rerun(aUser(), first, "{}").statusCode()).isEqualTo(404);
        assertThat(rerun(user, UUID.randomUUID(), "{}").statusCode()).isEqualTo(404);
        assertThat(rerun(user, first, "{\"model\": \"huge\"}").<String>path("errors[0].pointer"))
                .isEqualTo("/model");
        assertThat(rerun(user, first, "{\"title\": \"x\"}").statusCode()).isEqualTo(400);
        user.asks().post(JOBS + "/" + running + "/cancel");
        assertThat(rerun(user, running, "{}").statusCode()).isEqualTo(410);
    }

    private UUID completed() {
        UUID id = aJob(user, aWorkflow(user, AbleEngine.NAME));
        awaitStatus(user, id, "Completed");
        return id;
    }

    private static Response rerun(Person person, UUID id, String json) {
        return person.says(json).post(JOBS + "/" + id + "/rerun");
    }
}
