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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ChangeJobTest {

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void titleIsChangedAndRemoved() {
        UUID id = running();

        Response titled = patch(user, id, "{\"title\": \" Weekly meeting ☕ \"}");

        assertThat(titled.statusCode()).as(titled.asString()).isEqualTo(200);
        assertThat(titled.<String>path("title")).isEqualTo("Weekly meeting ☕");
        assertThat(user.asks().get(JOBS).<List<String>>path("items.title")).containsExactly("Weekly meeting ☕");
        assertThat(rows(
                                "select action, coalesce(after::text, '') from audit_log where subject_id = ? order by id desc",
                                id)
                        .get(0))
                .startsWith("changed|")
                .doesNotContain("Weekly");

        assertThat(patch(user, id, "{\"title\": null}").<String>path("title")).isNull();
        assertThat(job(user, id).<String>path("title")).isNull();
    }

    @Test
    void completedJobIsRenamed() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says("Done.");
        long version = awaitStatus(user, id, "Completed").jsonPath().getLong("version");

        Response titled = patch(user.admin(), id, "{\"title\": \"Done\"}");

        assertThat(titled.jsonPath().getLong("version")).isEqualTo(version + 1);
        assertThat(titled.header("ETag")).isEqualTo("\"" + (version + 1) + "\"");
        assertThat(patch(user, id, "{\"title\": \"Done\"}").jsonPath().getLong("version"))
                .as("nothing changed")
                .isEqualTo(version + 1);
    }

    @Test
    void refusesAnOlderVersion() {
        UUID id = running();

        Response refused =
                user.says("{\"title\": \"Late\"}").header("If-Match", "\"1\"").patch(JOBS + "/" + id);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(job(user, id).<String>path("title")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\": \"two\\nlines\"}", "{\"title\": 1.5e}", "{\"status\": \"Completed\"}", "[]"})
    void refusesOtherBodies(String body) {
        UUID id = running();

        assertThat(patch(user, id, body).statusCode()).isEqualTo(400);
    }

    @Test
    void titleHasAtMost255Characters() {
        UUID id = running();

        assertThat(patch(user, id, "{\"title\": \"" + "x".repeat(256) + "\"}").<String>path("errors[0].pointer"))
                .isEqualTo("/title");
        assertThat(patch(user, id, "{\"title\": \"" + "x".repeat(255) + "\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void foreignJobIsNotFound() {
        UUID id = running();

        for (Person other : List.of(user.colleague(), aUser(), aUser().admin())) {
            assertThat(patch(other, id, "{\"title\": \"Mine\"}").statusCode()).isEqualTo(404);
        }
        assertThat(job(user, id).<String>path("title")).isNull();
    }

    private UUID running() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next();
        return id;
    }

    private static Response patch(Person person, UUID id, String body) {
        return person.says(body).patch(JOBS + "/" + id);
    }
}
