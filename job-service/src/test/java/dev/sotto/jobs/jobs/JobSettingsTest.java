package dev.sotto.jobs.jobs;

import static dev.sotto.jobs.Sotto.JOBS;
import static dev.sotto.jobs.Sotto.WORKFLOWS;
import static dev.sotto.jobs.Sotto.aUser;
import static dev.sotto.jobs.Sotto.aWorkflow;
import static dev.sotto.jobs.Sotto.audio;
import static dev.sotto.jobs.Sotto.awaitStatus;
import static dev.sotto.jobs.Sotto.cancelJobs;
import static dev.sotto.jobs.Sotto.files;
import static dev.sotto.jobs.Sotto.hear;
import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.jobs.Sotto.tenant;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.AbleEngine;
import dev.sotto.jobs.ScriptedEngine;
import dev.sotto.jobs.Sotto.Person;
import dev.sotto.jobs.fetch.RecordingServer;
import dev.sotto.model.billing.PlanFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a job says itself instead of its workflow, the default workflow, and what a plan allows. */
@QuarkusTest
class JobSettingsTest {

    private static final byte[] CLIP = audio("clip.mp3");

    private final Person user = aUser();

    @Inject
    ScriptedEngine engine;

    @AfterEach
    void noJobStays() {
        cancelJobs(user);
        engine.reset();
    }

    @Test
    void firstJobWithoutWorkflowMakesTheDefaultOne() {
        Response job = form(Map.of("model", AbleEngine.SMALL)).post(JOBS);
        Response second = form(Map.of("model", AbleEngine.SMALL)).post(JOBS);

        assertThat(job.statusCode()).as(job.asString()).isEqualTo(201);
        assertThat(job.<String>path("workflow_name")).isEqualTo("Transcription");
        assertThat(second.<String>path("workflow_id")).isEqualTo(job.path("workflow_id"));
        Response workflow = user.colleague().asks().get(WORKFLOWS + "/" + job.path("workflow_id"));
        assertThat(workflow.<Boolean>path("is_default")).isTrue();
        assertThat(workflow.<Boolean>path("is_public")).isTrue();
        assertThat(rows("select count(*) from workflows where tenant_id = ?", user.tenantId()))
                .containsExactly("1");
        assertThat(rows(
                        "select action from audit_log where subject_type = 'workflow' and tenant_id = ?",
                        user.tenantId()))
                .containsExactly("created");
        awaitStatus(user, UUID.fromString(job.path("id")), "Completed");
    }

    @Test
    void adminChoosesTheDefaultWorkflow() {
        Person admin = user.admin();
        UUID first = aWorkflow(admin, ScriptedEngine.NAME);
        UUID second = aWorkflow(admin, ScriptedEngine.NAME);

        Response hidden = patch(admin, first, "{\"is_default\": true}");
        assertThat(hidden.statusCode()).isEqualTo(400);
        assertThat(hidden.<String>path("errors[0].pointer")).isEqualTo("/is_default");
        assertThat(patch(admin, first, "{\"is_default\": true, \"is_public\": true}")
                        .statusCode())
                .isEqualTo(200);
        Response chosen = patch(admin, second, "{\"is_default\": true, \"is_public\": true}");

        assertThat(chosen.statusCode()).as(chosen.asString()).isEqualTo(200);
        assertThat(admin.asks().get(WORKFLOWS + "/" + first).<Boolean>path("is_default"))
                .isFalse();
        Response job = form(Map.of()).post(JOBS);
        assertThat(job.<String>path("workflow_id")).isEqualTo(second.toString());
    }

    @Test
    void onlyAnAdminChoosesOrChangesTheDefault() {
        UUID own = aWorkflow(user, ScriptedEngine.NAME);
        String made = form(Map.of("model", AbleEngine.SMALL)).post(JOBS).path("workflow_id");

        assertThat(patch(user, own, "{\"is_default\": true, \"is_public\": true}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(patch(user, UUID.fromString(made), "{\"name\": \"Mine\"}").statusCode())
                .isEqualTo(403);
        assertThat(user.asks().delete(WORKFLOWS + "/" + made).statusCode()).isEqualTo(403);
        assertThat(patch(user.admin(), UUID.fromString(made), "{\"name\": \"Ours\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void settingsReachTheEngineAndAreShown() {
        Response job = form(Map.of(
                        "language", "de",
                        "task", "translate",
                        "model", AbleEngine.LARGE,
                        "prompt", "Straße,\nSotto",
                        "priority", "high"))
                .post(JOBS);

        assertThat(job.statusCode()).as(job.asString()).isEqualTo(201);
        assertThat(job.<Map<String, String>>path("settings"))
                .isEqualTo(Map.of(
                        "language", "de", "task", "translate", "model", AbleEngine.LARGE, "prompt", "Straße,\nSotto"));
        assertThat(job.<String>path("priority")).isEqualTo("high");
        UUID id = UUID.fromString(job.path("id"));
        awaitStatus(user, id, "Completed");
        Response transcript = user.asks().get(JOBS + "/" + id + "/transcript?format=json");
        assertThat(transcript.<String>path("text")).startsWith("translate de large-v3 Straße,");
        assertThat(transcript.<String>path("model")).isEqualTo(AbleEngine.LARGE);
    }

    @Test
    void urlAndResumableUploadTakeThemToo() {
        String url = RecordingServer.shared().serve("/clip.mp3", CLIP);
        Response fetched = user.says("""
                {"url": "%s", "model": "%s", "language": "fr", "priority": "low"}""".formatted(url, AbleEngine.SMALL)).post(JOBS);
        Response begun = user.asks()
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", CLIP.length)
                .header("Upload-Metadata", "model " + base64(AbleEngine.SMALL) + ",language " + base64("it"))
                .contentType("application/offset+octet-stream")
                .body(CLIP)
                .post("/api/v1/uploads");

        assertThat(fetched.statusCode()).as(fetched.asString()).isEqualTo(201);
        assertThat(fetched.<String>path("settings.language")).isEqualTo("fr");
        assertThat(fetched.<String>path("priority")).isEqualTo("low");
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(201);
        UUID uploaded = UUID.fromString(begun.header("Sotto-Job-Id"));
        assertThat(text(UUID.fromString(fetched.path("id")))).startsWith("transcribe fr small");
        assertThat(text(uploaded)).startsWith("transcribe it small");
    }

    @Test
    void whatNoEngineCanDoIsRefusedBeforeAnyWork() {
        Response refused = form(Map.of("model", "huge")).post(JOBS);
        Response tus = user.asks()
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", CLIP.length)
                .header("Upload-Metadata", "model " + base64("huge"))
                .post("/api/v1/uploads");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("errors[0].pointer")).isEqualTo("/model");
        assertThat(refused.<List<String>>path("errors[0].params.allowed")).contains(AbleEngine.LARGE);
        assertThat(tus.<String>path("errors[0].pointer")).isEqualTo("/model");
        assertThat(files(user)).isEmpty();
    }

    @Test
    void planIsEnforced() {
        hear(tenant(user, 2, new PlanFeatures(List.of(AbleEngine.LARGE), List.of("en"), null, null, false, 1, null)));

        assertThat(pointers(form(Map.of("model", AbleEngine.SMALL)))).containsExactly("/model");
        assertThat(pointers(form(Map.of("language", "de")))).containsExactly("/language");
        assertThat(pointers(form(Map.of("task", "translate")))).containsExactly("/task");
        Response job = form(Map.of()).post(JOBS);
        assertThat(job.<String>path("settings.model")).isEqualTo(AbleEngine.LARGE);
        Response engines = user.asks().get("/api/v1/engines");
        assertThat(engines.<List<String>>path("items.name")).containsExactly(AbleEngine.NAME);
        assertThat(engines.<List<String>>path("items[0].models")).containsExactly(AbleEngine.LARGE);
        assertThat(engines.<Boolean>path("items[0].translate")).isFalse();
        awaitStatus(user, UUID.fromString(job.path("id")), "Completed");
    }

    @Test
    void largerFileThanThePlanIncludesIsRefused() {
        hear(tenant(user, 2, new PlanFeatures(null, null, null, null, null, 1, null)));
        byte[] large = new byte[1_200_000];

        Response form = user.asks()
                .multiPart("file", "large.wav", large, "application/octet-stream")
                .post(JOBS);
        Response tus = user.asks()
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", 1_000_001)
                .post("/api/v1/uploads");
        String url = RecordingServer.shared().serve("/large.wav", large);
        Response fetched = user.says("{\"url\": \"%s\"}".formatted(url)).post(JOBS);

        assertThat(form.statusCode()).as(form.asString()).isEqualTo(400);
        assertThat(form.<String>path("errors[0].pointer")).isEqualTo("/file");
        assertThat(form.<Integer>path("errors[0].params.max")).isEqualTo(1_000_000);
        assertThat(tus.<String>path("errors[0].pointer")).isEqualTo("Upload-Length");
        Response failed = awaitStatus(user, UUID.fromString(fetched.path("id")), "Failed");
        assertThat(failed.<String>path("reason")).isEqualTo("too_large");
        assertThat(failed.<String>path("error")).contains("1 MB");
    }

    private static List<String> pointers(RequestSpecification request) {
        Response refused = request.post(JOBS);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        return refused.path("errors.pointer");
    }

    private String text(UUID id) {
        awaitStatus(user, id, "Completed");
        return user.asks().get(JOBS + "/" + id + "/transcript?format=json").path("text");
    }

    private RequestSpecification form(Map<String, String> options) {
        RequestSpecification request = user.asks().multiPart("file", "clip.mp3", CLIP, "application/octet-stream");
        options.forEach((name, value) -> request.multiPart(name, value, "text/plain; charset=utf-8"));
        return request;
    }

    private static Response patch(Person person, UUID workflow, String json) {
        return person.says(json).patch(WORKFLOWS + "/" + workflow);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
