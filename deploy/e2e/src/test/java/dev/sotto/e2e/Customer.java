package dev.sotto.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Api;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Cast;
import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.Steps;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A new tenant with a User and a workflow, created with the public API. */
final class Customer {

    private final Cast cast;
    private final String workflow;

    Customer(Sotto sotto) {
        cast = new Cast(sotto.place());
        cast.assemble(new Steps(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)));
        Map<String, Object> graph = Map.of(
                "nodes", List.of(Map.of("id", "t", "type", "transcription"), Map.of("id", "e", "type", "export")),
                "edges", List.of(Map.of("from", "t", "to", "e")));
        workflow = cast.user()
                .post("/api/v1/workflows", Map.of("name", "w", "config", graph))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    Api user() {
        return cast.user();
    }

    Api admin() {
        return cast.admin();
    }

    String workflow() {
        return workflow;
    }

    /** Returns a new API key that may submit jobs and read them. */
    String key() {
        return cast.user()
                .post("/api/v1/api-keys", Map.of("name", "k", "permissions", List.of("jobs:read", "jobs:write")))
                .expect(201)
                .json()
                .path("key")
                .asText();
    }

    String tenantId() {
        return cast.tenantId();
    }

    /** Submits a recording and returns the job's id. */
    String submit(Recording recording) {
        return cast.user()
                .upload("/api/v1/jobs", Map.of("workflow_id", workflow), recording)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    String status(String job) {
        return cast.user()
                .get("/api/v1/jobs/" + job)
                .expect(200)
                .json()
                .path("status")
                .asText();
    }

    String awaitStatus(String job, String wanted) {
        return Await.until(() -> status(job), wanted::equals);
    }

    /** Returns the resources of a job's usage records, sorted, as soon as there are {@code count}. */
    List<String> usageOf(String job, int count) {
        return Await.until(() -> usageOf(job), found -> found.size() >= count);
    }

    private List<String> usageOf(String job) {
        JsonNode page =
                cast.user().get("/api/v1/usage-records?limit=200").expect(200).json();
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .filter(item -> item.path("job_id").asText().equals(job))
                .map(item -> item.path("resource_type").asText())
                .sorted()
                .toList();
    }

    JsonNode quota() {
        return cast.user().get("/api/v1/quota").expect(200).json();
    }
}
