package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.jobs.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobAccessTest {

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void foreignJobIsNotFound() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();

        for (Person other : List.of(user.colleague(), aUser(), aUser().admin())) {
            for (Response answer : List.of(
                    other.asks().get(JOBS + "/" + id),
                    other.asks().get(JOBS + "/" + id + "/transcript"),
                    other.asks().get(JOBS + "/" + id + "/events"),
                    other.asks().post(JOBS + "/" + id + "/cancel"))) {
                assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
                assertThat(answer.contentType()).startsWith("application/problem+json");
            }
            assertThat(other.asks().get(JOBS).<List<?>>path("items")).isEmpty();
        }
        run.says("Still there.");
        awaitStatus(user, id, "Completed");
    }

    @Test
    void adminSeesAllJobsOfTheTenant() {
        Person user = aUser();
        Person admin = user.admin();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        UUID id = aJob(user, workflow);
        engine.next().says("Seen.");
        awaitStatus(user, id, "Completed");

        assertThat(job(admin, id).statusCode()).isEqualTo(200);
        assertThat(admin.asks().get(JOBS + "/" + id + "/transcript").statusCode())
                .isEqualTo(200);
        assertThat(admin.asks().get(JOBS + "?status=Completed").<List<String>>path("items.id"))
                .containsExactly(id.toString());
        assertThat(admin.asks().get(JOBS + "?status=Failed").<List<?>>path("items"))
                .isEmpty();
        assertThat(admin.asks().get(JOBS + "?status=completed").<String>path("errors[0].pointer"))
                .isEqualTo("?status");
    }

    @Test
    void auditsOnlyUsersActions() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();
        user.asks().post(JOBS + "/" + id + "/cancel");

        assertThat(rows("select action, user_id from audit_log where subject_id = ? order by id", id))
                .containsExactly("created|" + user.userId(), "cancelled|" + user.userId());
        run.says("Too late.");
    }

    @Test
    void endedJobAnswers304() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Done.");
        String etag = awaitStatus(user, id, "Completed").header("ETag");

        assertThat(user.asks()
                        .header("If-None-Match", etag)
                        .get(JOBS + "/" + id)
                        .statusCode())
                .isEqualTo(304);
        assertThat(user.asks()
                        .header("If-None-Match", "\"1\"")
                        .get(JOBS + "/" + id)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void streamShowsTheJobUntilItEnds() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Watched.");

        Response stream = user.asks().get(JOBS + "/" + id + "/events");

        assertThat(stream.statusCode()).isEqualTo(200);
        assertThat(stream.contentType()).startsWith("text/event-stream");
        List<String> data = stream.asString()
                .lines()
                .filter(line -> line.startsWith("data:"))
                .toList();
        assertThat(stream.asString())
                .startsWith("event:job")
                .contains("\ndata:{")
                .doesNotContain("content-type");
        assertThat(data.get(data.size() - 1))
                .contains("\"status\":\"Completed\"")
                .contains("\"workflow_id\"");
    }
}
