package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names come in as programs write them, and go out as people wrote them. */
@QuarkusTest
class RecordingNameTest {

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    filename="Smith, John; 10:30 = take 2.mp3"                       | Smith, John; 10:30 = take 2
                    filename="said \\"hi\\" twice.mp3"                               | said "hi" twice
                    filename="said %22hi%22 twice.mp3"                               | said "hi" twice
                    filename="said "hi" twice.mp3"                                   | said "hi" twice
                    filename*=UTF-8''C%2B%2B%20talk.mp3                              | C++ talk
                    filename="C.mp3"; filename*=UTF-8''C%2B%2B%20talk.mp3            | C++ talk
                    filename*=UTF-8''C%2B%2B%20talk.mp3; filename="C.mp3"            | C++ talk
                    filename="two%0D%0Alines.mp3"                                    | two lines
                    filename="AC/DC live.mp3"                                        | AC_DC live
                    filename="Übung 😀 日本.mp3"                                       | Übung 😀 日本
                    """)
    void nameIsKeptAndCarriedBack(String parameter, String words) throws Exception {
        Response submitted = submit(parameter);

        assertThat(submitted.statusCode()).as(submitted.asString()).isEqualTo(201);
        assertThat(submitted.<String>path("file_name")).isEqualTo(words + ".mp3");
        UUID id = UUID.fromString(submitted.path("id"));
        engine.next().says("Now.");
        awaitStatus(user, id, "Completed");
        String header =
                user.asks().get(JOBS + "/" + id + "/transcript?format=vtt").header("Content-Disposition");
        assertThat(URLDecoder.decode(header.substring(header.indexOf("''") + 2), UTF_8))
                .isEqualTo(words + ".vtt");
    }

    @Test
    void longNameIsCutBeforeItsExtension() throws Exception {
        Response submitted = submit("filename=\"" + "日".repeat(400) + ".mp3\"");

        assertThat(submitted.<String>path("file_name")).isEqualTo("日".repeat(251) + ".mp3");
        engine.next().says("Now.");
    }

    @Test
    void nameThatCanBeReadInTwoWaysIsRefused() throws Exception {
        Response refused = submit("filename=\"said \"hi; there\" twice.mp3\"");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("errors[0].code")).isEqualTo("malformed-form");
        assertThat(refused.<String>path("errors[0].detail")).contains("%22");
    }

    private Response submit(String parameter) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(("--b\r\nContent-Disposition: form-data; name=\"workflow_id\"\r\n\r\n"
                        + aWorkflow(user, ScriptedEngine.NAME)
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; " + parameter
                        + "\r\nContent-Type: audio/mpeg\r\n\r\n")
                .getBytes(UTF_8));
        form.write(audio("clip.mp3"));
        form.write("\r\n--b--\r\n".getBytes(UTF_8));
        return user.asks()
                .contentType("multipart/form-data; boundary=b")
                .body(form.toByteArray())
                .post(JOBS);
    }
}
