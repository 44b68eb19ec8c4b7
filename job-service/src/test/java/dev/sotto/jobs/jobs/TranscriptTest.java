package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.WORKFLOWS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TranscriptTest {

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void formatParameterAndAcceptSelectTheFormat() {
        Person user = aUser();
        UUID id = completed(user, "Good morning.");
        Map<String, String> types = Map.of(
                "json", "application/json",
                "txt", "text/plain",
                "srt", "application/x-subrip",
                "vtt", "text/vtt",
                "lrc", "application/x-lrc",
                "tsv", "text/tab-separated-values");

        types.forEach((format, type) -> {
            Response byWord = transcript(user, id, "?format=" + format);
            Response byAccept = user.asks().accept(type).get(JOBS + "/" + id + "/transcript");

            assertThat(byWord.statusCode()).as(format).isEqualTo(200);
            assertThat(byWord.contentType()).startsWith(type);
            assertThat(byWord.header("Content-Disposition")).contains("clip." + format);
            assertThat(byWord.asString()).contains("Good morning.");
            assertThat(byAccept.asString()).isEqualTo(byWord.asString());
        });
    }

    @Test
    void defaultFormatComesFromTheJobsWorkflowVersion() {
        Person user = aUser();
        UUID workflow = aWorkflow(user, ScriptedEngine.NAME);
        UUID id = completed(user, workflow, "Yes.");
        Response changed = user.asks()
                .contentType("application/merge-patch+json")
                .body("{\"config\": " + config("{\"formats\": [\"vtt\"]}") + "}")
                .patch(WORKFLOWS + "/" + workflow);
        assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);

        assertThat(transcript(user, id, "").contentType()).startsWith("application/x-subrip");
        assertThat(transcript(user, id, "").header("Content-Disposition")).contains("clip.srt");
        assertThat(transcript(user, completed(user, workflow, "Again."), "").contentType())
                .startsWith("text/vtt");
    }

    @Test
    void otherFormatsAreAvailableOnRequest() {
        Person user = aUser();
        UUID id = completed(user, "Yes.");

        assertThat(transcript(user, id, "?format=tsv").contentType()).startsWith("text/tab-separated-values");
        assertThat(accepting(user, id, "application/json").contentType()).startsWith("application/json");
        assertThat(accepting(user, id, "text/vtt, */*;q=0.5").contentType()).startsWith("text/vtt");
        assertThat(accepting(user, id, "text/*").contentType())
                .as("the first of the workflow's that is text")
                .startsWith("text/plain");
        assertThat(accepting(user, id, "image/png").statusCode()).isEqualTo(406);
    }

    @Test
    void defaultFormatIsJson() {
        Person user = aUser();
        Response made = user.says("{\"name\": \"Minutes\", \"config\": " + config("{}") + "}")
                .post(WORKFLOWS);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        UUID workflow = UUID.fromString(made.path("id"));

        Response transcript = transcript(user, completed(user, workflow, "Yes."), "");

        assertThat(transcript.contentType()).startsWith("application/json");
        assertThat(transcript.<String>path("text")).isEqualTo("Yes.");
        assertThat(transcript.<Integer>path("segments[0].end_ms")).isEqualTo(500);
    }

    @Test
    void unknownFormatIsReported() {
        Person user = aUser();
        Response refused = transcript(user, completed(user, "Yes."), "?format=docx");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("errors[0].pointer")).isEqualTo("?format");
    }

    @Test
    void isNotFoundBeforeCompletion() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        ScriptedEngine.Run run = engine.next();

        assertThat(transcript(user, id, "").statusCode()).isEqualTo(409);

        run.says("Now.");
        awaitStatus(user, id, "Completed");
        assertThat(transcript(user, id, "").statusCode()).isEqualTo(200);
    }

    private static String config(String export) {
        return """
                {"nodes": [{"id": "t", "type": "transcription", "config": {"engine": "%s"}},
                           {"id": "e", "type": "export", "config": %s}],
                 "edges": [{"from": "t", "to": "e"}]}""".formatted(ScriptedEngine.NAME, export);
    }

    private UUID completed(Person user, String text) {
        return completed(user, aWorkflow(user, ScriptedEngine.NAME), text);
    }

    private UUID completed(Person user, UUID workflow, String text) {
        UUID id = aJob(user, workflow);
        engine.next().says(text);
        awaitStatus(user, id, "Completed");
        return id;
    }

    private static Response transcript(Person user, UUID id, String query) {
        return user.asks().accept("*/*").get(JOBS + "/" + id + "/transcript" + query);
    }

    private static Response accepting(Person user, UUID id, String accept) {
        return user.asks().header("Accept", accept).get(JOBS + "/" + id + "/transcript");
    }
}
