package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.aJob;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.delete;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.quota;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.submission;
import static dev.sotto.jobs.Sotto.suspended;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.media.Recordings;
import dev.sotto.model.access.SuspensionReason;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class ChangeTranscriptTest {

    @TempDir
    Path directory;

    @Inject
    ScriptedEngine engine;

    private final Person user = aUser();

    @AfterEach
    void letGo() {
        engine.reset();
    }

    @Test
    void correctionIsTheNewestRevisionInEveryFormat() {
        UUID id = completed("good mourning");
        Response before = transcript(id, "?format=json");
        assertThat(before.header("ETag")).isEqualTo("\"0\"");

        Response edited = edit(user, id, "\"0\"", "{\"segments\": [{\"i\": 0, \"text\": \"good morning\"}]}");

        assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
        assertThat(edited.<Integer>path("revision")).isEqualTo(1);
        assertThat(edited.<List<String>>path("segments.text")).containsExactly("good morning");
        assertThat(edited.header("ETag")).isEqualTo("\"1\"");
        Response now = transcript(id, "?format=json");
        assertThat(now.<String>path("text")).isEqualTo("good morning");
        assertThat(now.header("ETag")).isEqualTo("\"1\"");
        for (String format : List.of("txt", "srt", "vtt", "lrc", "tsv")) {
            assertThat(transcript(id, "?format=" + format).asString())
                    .contains("good morning")
                    .doesNotContain("mourning");
        }
        assertThat(transcript(id, "?format=srt").header("ETag")).isEqualTo("\"1.srt\"");
        assertThat(transcript(id, "?format=json&revision=0").<String>path("text"))
                .isEqualTo("good mourning");
        assertThat(transcript(id, "?format=json&revision=1").<String>path("text"))
                .isEqualTo("good morning");
        assertThat(transcript(id, "?format=json&revision=2").statusCode()).isEqualTo(404);
        assertThat(transcript(id, "?format=json&revision=-1").statusCode()).isEqualTo(400);
        assertThat(user.asks()
                        .header("If-None-Match", "\"1\"")
                        .get(path(id) + "?format=json")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void changeMustNameTheNewestRevision() {
        UUID id = completed("a");
        String change = "{\"segments\": [{\"i\": 0, \"text\": \"b\"}]}";

        Response unnamed = user.says(change).patch(path(id));
        assertThat(unnamed.statusCode()).isEqualTo(428);
        assertThat(unnamed.<String>path("type")).endsWith("/precondition-required");
        assertThat(user.asks().post(path(id) + "/revisions/0/restore").statusCode())
                .isEqualTo(428);
        assertThat(edit(user, id, "\"1\"", change).statusCode()).isEqualTo(412);
        assertThat(edit(user, id, "\"0\"", change).statusCode()).isEqualTo(200);
        assertThat(edit(user, id, "\"0\"", change).statusCode()).isEqualTo(412);
        assertThat(edit(user.admin(), id, "*", change).<Integer>path("revision"))
                .as("it changes nothing")
                .isEqualTo(1);
    }

    @Test
    void ofManyWhoChangeTheSameRevisionOneSucceeds() {
        UUID id = completed("a");

        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> edit(user, id, "\"0\"", "{\"segments\": [{\"i\": 0, \"text\": \"b" + n + "\"}]}")
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses)
                .containsOnlyOnce(200)
                .filteredOn(status -> status != 412)
                .hasSize(1);
        assertThat(rows("select revision from transcript_revisions where job_id = ?", id))
                .containsExactly("1");
    }

    @Test
    void whatOnePersonSavesWithinTenMinutesIsOneRevision() {
        UUID id = completed("a");
        save(user, id, 0, "b");
        save(user, id, 1, "c");
        assertThat(revisions(id, "").<List<Integer>>path("items.revision")).containsExactly(2, 0);
        Person admin = user.admin();
        save(admin, id, 2, "d");
        change("update transcript_revisions set begun_at = now() - interval '11 minutes' where job_id = ?", id);
        save(admin, id, 3, "e");
        save(admin, id, 4, "f");

        Response listed = revisions(id, "");

        assertThat(listed.<List<Integer>>path("items.revision")).containsExactly(5, 3, 2, 0);
        assertThat(listed.<List<String>>path("items.user_id"))
                .containsExactly(
                        admin.userId().toString(),
                        admin.userId().toString(),
                        user.userId().toString(),
                        null);
        assertThat(listed.<List<Integer>>path("items.segments")).containsExactly(1, 1, 1, 0);
        assertThat(listed.<String>path("items[3].created_at")).isNotBlank();
        Response page = revisions(id, "?limit=2");
        assertThat(page.<List<Integer>>path("items.revision")).containsExactly(5, 3);
        assertThat(revisions(id, "?cursor=" + page.path("next_cursor")).<List<Integer>>path("items.revision"))
                .containsExactly(2, 0);
        assertThat(rows("select action, after from audit_log where subject_id = ? and action like 'transcript%'", id))
                .as("one entry a sitting, without what was written")
                .hasSize(3)
                .allMatch(row -> row.matches("transcript-edited\\|\\{\"revision\": [0-9]}"));
    }

    @Test
    void earlierRevisionIsRestoredAndNothingInBetweenIsLost() {
        UUID id = completed("a");
        save(user, id, 0, "b");
        save(user.admin(), id, 1, "c");

        Response restored = user.asks().header("If-Match", "\"2\"").post(path(id) + "/revisions/1/restore");

        assertThat(restored.statusCode()).as(restored.asString()).isEqualTo(200);
        assertThat(restored.<List<String>>path("segments.text")).containsExactly("b");
        assertThat(transcript(id, "?format=txt").asString()).isEqualTo("b\n");
        assertThat(transcript(id, "?format=txt&revision=2").asString()).isEqualTo("c\n");
        assertThat(revisions(id, "").<List<Integer>>path("items.restored")).containsExactly(1, null, null, null);
        user.asks().header("If-Match", "\"3\"").post(path(id) + "/revisions/0/restore");
        assertThat(transcript(id, "?format=txt").asString()).isEqualTo("a\n");
        save(user, id, 4, "d");
        assertThat(revisions(id, "").<List<Integer>>path("items.revision"))
                .as("what was restored stays, whoever edits after it")
                .containsExactly(5, 4, 3, 2, 1, 0);
        assertThat(user.asks()
                        .header("If-Match", "*")
                        .post(path(id) + "/revisions/9/restore")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void oldestRevisionsGoWhenThereAreMany() {
        UUID id = completed("a");
        save(user, id, 0, "b");
        change("""
                insert into transcript_revisions (tenant_id, job_id, revision, user_id, edits, segments, begun_at)
                select tenant_id, job_id, revision + n, gen_random_uuid(), edits, segments, begun_at
                from transcript_revisions, generate_series(1, ?) n where job_id = ?
                """, ChangeTranscript.KEPT_REVISIONS, id);

        save(user, id, ChangeTranscript.KEPT_REVISIONS + 1, "c");

        assertThat(rows("select count(*), min(revision), max(revision) from transcript_revisions where job_id = ?", id))
                .containsExactly(ChangeTranscript.KEPT_REVISIONS + "|3|" + (ChangeTranscript.KEPT_REVISIONS + 2));
        assertThat(transcript(id, "?format=txt&revision=0").asString()).isEqualTo("a\n");
    }

    @Test
    void speakerIsRenamedInTheWholeTranscript() throws Exception {
        Path call = Recordings.made(
                directory.resolve("call.wav"),
                List.of(
                        "-i",
                        Recordings.named("meeting.mp3").toString(),
                        "-filter_complex",
                        "[0]asplit[a][b];[a][b]join"));
        Response submitted = submission(
                        user, aWorkflow(user, ScriptedEngine.NAME), "call.wav", Files.readAllBytes(call))
                .multiPart("channels", "split")
                .post(JOBS);
        UUID id = UUID.fromString(submitted.path("id"));
        engine.next().says("Good morning.");
        engine.next().says("Good evening.");
        awaitStatus(user, id, "Completed");

        Response renamed = edit(
                user,
                id,
                "\"0\"",
                "{\"speakers\": {\"Channel 1\": \"Ada\"}, \"segments\": [{\"i\": 1, \"speaker\": \" Grace \"}]}");

        assertThat(renamed.statusCode()).as(renamed.asString()).isEqualTo(200);
        assertThat(transcript(id, "?format=txt").asString()).isEqualTo("Ada: Good morning.\nGrace: Good evening.\n");
        Response refused = edit(user, id, "\"1\"", "{\"speakers\": {\"Channel 1\": \"x\", \"Ada\": \" \"}}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<List<String>>path("errors.pointer"))
                .containsExactlyInAnyOrder("/speakers/Channel 1", "/speakers/Ada");
    }

    @Test
    void hostileTextIsKeptAsTextOrRefused() {
        UUID id = completed("a");
        String script = "<script>alert(1)</script> & \\\"quoted\\\" \\u202e";

        assertThat(edit(user, id, "\"0\"", text(script)).statusCode()).isEqualTo(200);
        assertThat(transcript(id, "?format=json").<String>path("text"))
                .isEqualTo("<script>alert(1)</script> & \"quoted\" \u202e");
        assertThat(transcript(id, "?format=vtt").asString()).contains("&lt;script&gt;");
        for (String body : List.of(
                text("a\\u0000b"),
                text("\\ud800"),
                text(""),
                text(" \\n "),
                text("x".repeat(10_001)),
                "{\"segments\": [{\"i\": 1, \"text\": \"x\"}]}",
                "{\"segments\": [{\"i\": -1, \"text\": \"x\"}]}",
                "{\"segments\": [{\"text\": \"x\"}]}",
                "{\"segments\": [null]}",
                "{\"segments\": [{\"i\": 0, \"text\": \"x\"}, {\"i\": 0, \"text\": \"y\"}]}",
                "{\"segments\": [{\"i\": 0, \"speaker\": \"two\\nlines\"}]}",
                "{\"segments\": [{\"i\": 0, \"speaker\": \" \"}]}",
                "{\"speakers\": {\"a/b\\u0000\": \"x\"}}",
                "{\"speakers\": {\"S9\": null}}",
                "{\"words\": []}",
                "null",
                "[]")) {
            Response refused = edit(user, id, "\"1\"", body);
            assertThat(refused.statusCode()).as(body + refused.asString()).isEqualTo(400);
            assertThat(refused.<List<String>>path("errors.pointer")).as(body).isNotEmpty();
        }
        assertThat(edit(user, id, "\"1\"", "{}").<Integer>path("revision")).isEqualTo(1);
    }

    @Test
    void onlyThoseWhoSeeTheJobChangeIt() {
        UUID id = completed("a");
        String change = text("b");

        assertThat(edit(user.colleague(), id, "*", change).statusCode()).isEqualTo(404);
        assertThat(edit(aUser(), id, "*", change).statusCode()).isEqualTo(404);
        assertThat(user.colleague().asks().get(path(id) + "/revisions").statusCode())
                .isEqualTo(404);
        hear(suspended(user, 2, SuspensionReason.Billing));
        await().untilAsserted(() ->
                assertThat(edit(user, id, "\"9\"", change).statusCode()).isEqualTo(403));
        assertThat(revisions(id, "").statusCode()).isEqualTo(200);
    }

    @Test
    void correctionsGoWithTheJobAndTakeNoStorage() {
        UUID id = completed("a");
        List<Long> before = quota(user);
        save(user, id, 0, "b".repeat(1000));
        assertThat(quota(user)).isEqualTo(before);

        delete(user, id);

        assertThat(rows("select 1 from transcript_revisions where job_id = ?", id))
                .isEmpty();
    }

    @Test
    void jobWithoutTranscriptHasNothingToChange() {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().refuses();
        awaitStatus(user, id, "Failed");

        assertThat(edit(user, id, "*", text("b")).statusCode()).isEqualTo(409);
        assertThat(revisions(id, "").statusCode()).isEqualTo(409);
    }

    private UUID completed(String text) {
        UUID id = aJob(user, aWorkflow(user, ScriptedEngine.NAME));
        engine.next().says(text);
        awaitStatus(user, id, "Completed");
        return id;
    }

    private static void save(Person person, UUID id, int revision, String text) {
        Response saved = edit(person, id, "\"" + revision + "\"", text(text));
        assertThat(saved.statusCode()).as(saved.asString()).isEqualTo(200);
        assertThat(saved.<Integer>path("revision")).isEqualTo(revision + 1);
    }

    private static String text(String text) {
        return "{\"segments\": [{\"i\": 0, \"text\": \"" + text + "\"}]}";
    }

    private static Response edit(Person person, UUID id, String ifMatch, String body) {
        return person.says(body).header("If-Match", ifMatch).patch(path(id));
    }

    private Response transcript(UUID id, String query) {
        return user.asks().get(path(id) + query);
    }

    private Response revisions(UUID id, String query) {
        return user.asks().get(path(id) + "/revisions" + query);
    }

    private static String path(UUID id) {
        return JOBS + "/" + id + "/transcript";
    }
}
