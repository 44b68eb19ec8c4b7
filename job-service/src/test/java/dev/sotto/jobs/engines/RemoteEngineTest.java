package dev.sotto.jobs.engines;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.events;
import static dev.sotto.jobs.Sotto.job;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.engines.FakeServer.Told;
import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Jobs that a server with OpenAI's API transcribes. */
@QuarkusTest
class RemoteEngineTest {

    @Inject
    RemoteEngine remote;

    @Test
    void jobWaitsForItsEngineWithoutLosingAnAttemptAndIsDoneWhenItIsBack() {
        Person user = aUser();
        remote.answer.set(Told.json(503, "{\"error\":{\"message\":\"loading\"}}"));
        UUID id = aJob(user, aWorkflow(user, RemoteEngine.NAME));
        await().untilAsserted(() -> assertThat(remote.server.asked).isNotEmpty());
        await().untilAsserted(() ->
                assertThat(job(user, id).jsonPath().getString("status")).isEqualTo("Queued"));
        assertThat(job(user, id).jsonPath().getInt("attempt")).isZero();

        remote.answer.set(
                Told.json(
                        "{\"language\":\"english\",\"text\":\"Good morning.\",\"segments\":["
                                + "{\"start\":0.3,\"end\":1.2,\"text\":\" Good morning.\"}],"
                                + "\"words\":[{\"word\":\"Good\",\"start\":0.3,\"end\":0.7},{\"word\":\"morning.\",\"start\":0.7,\"end\":1.2}]}"));
        awaitStatus(user, id, "Completed");

        assertThat(job(user, id).jsonPath().getInt("attempt")).isEqualTo(1);
        var transcript =
                user.asks().get(JOBS + "/" + id + "/transcript?format=json").jsonPath();
        assertThat(transcript.getString("text")).isEqualTo("Good morning.");
        assertThat(transcript.getString("engine")).isEqualTo(RemoteEngine.NAME);
        assertThat(events(Topic.JOB_COMPLETED, id, 1)).hasSize(1);
    }

    @Test
    void enginesAreListedWithoutTheirAddresses() {
        var answer = aUser().asks().get("/api/v1/engines");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("items.name", String.class))
                .startsWith("sphinx")
                .contains("remote");
        assertThat(answer.jsonPath().getList("items.find { it.name == 'sphinx' }.languages", String.class))
                .containsExactly("en");
        assertThat(answer.asString()).doesNotContain("127.0.0.1", "http", "s3cret");
    }
}
