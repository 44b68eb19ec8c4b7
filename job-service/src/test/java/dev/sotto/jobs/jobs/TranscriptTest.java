package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.HandEngine;
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
    HandEngine engine;

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void comesInEachFormatByWordAndByAccept() {
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
    void isJsonWhenNothingIsAskedFor() {
        Person user = aUser();
        Response transcript = transcript(user, completed(user, "Yes."), "");

        assertThat(transcript.contentType()).startsWith("application/json");
        assertThat(transcript.<String>path("text")).isEqualTo("Yes.");
        assertThat(transcript.<Integer>path("segments[0].end_ms")).isEqualTo(500);
    }

    @Test
    void unknownFormatIsNamed() {
        Person user = aUser();
        Response refused = transcript(user, completed(user, "Yes."), "?format=docx");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("errors[0].pointer")).isEqualTo("?format");
    }

    @Test
    void isNotThereBeforeTheJobIsCompleted() {
        Person user = aUser();
        UUID id = aJob(user, aWorkflow(user, HandEngine.NAME));
        HandEngine.Run run = engine.next();

        assertThat(transcript(user, id, "").statusCode()).isEqualTo(409);

        run.says("Now.");
        awaitStatus(user, id, "Completed");
        assertThat(transcript(user, id, "").statusCode()).isEqualTo(200);
    }

    private UUID completed(Person user, String text) {
        UUID id = aJob(user, aWorkflow(user, HandEngine.NAME));
        engine.next().says(text);
        awaitStatus(user, id, "Completed");
        return id;
    }

    private static Response transcript(Person user, UUID id, String query) {
        return user.asks().accept("*/*").get(JOBS + "/" + id + "/transcript" + query);
    }
}
