package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Access: an API key, a suspension and its end, the key's revocation, and their entries in the audit log. */
final class AccessSteps {
    private final Cast cast;
    private final MainJob job;
    private Api program;
    private String keyId;

    AccessSteps(Cast cast, MainJob job) {
        this.cast = cast;
        this.job = job;
    }

    void check(Steps steps) {
        steps.take("the User creates an API key that may only read jobs", this::useKey);
        steps.take("the reseller suspends the tenant: it can read, not work", this::suspend);
        steps.take("the reseller lifts the suspension: the tenant can work", this::lift);
        steps.take("the User revokes the key: Sotto refuses it", this::revoke);
        steps.take("the tenant's audit log shows the suspension", this::readAuditLog);
    }

    private String useKey() {
        JsonNode made = cast.user()
                .post("/api/v1/api-keys", Map.of("name", "Archive", "permissions", List.of("jobs:read")))
                .expect(201)
                .json();
        keyId = made.path("id").asText();
        program = cast.user().withKey(made.path("key").asText());
        program.get("/api/v1/jobs/" + job.id()).expect(200);
        program.post("/api/v1/workflows", MainJob.workflow("By a key")).expectProblem(403, "forbidden");
        return "jobs:read";
    }

    private String suspend() {
        cast.reseller()
                .put("/api/v1/tenants/" + cast.tenantId() + "/suspensions/Reseller")
                .expect(200);
        Answer refused = Await.until(
                () -> cast.user().post("/api/v1/workflows", MainJob.workflow("While suspended")),
                answer -> answer.status() == 403);
        refused.expectProblem(403, "suspended");
        cast.user().get("/api/v1/jobs/" + job.id() + "/transcript?format=txt").expect(200);
        return refused.json().path("detail").asText();
    }

    private String lift() {
        cast.reseller()
                .delete("/api/v1/tenants/" + cast.tenantId() + "/suspensions/Reseller")
                .expect(200);
        Await.until(
                        () -> cast.user().post("/api/v1/workflows", MainJob.workflow("Again")),
                        answer -> answer.status() == 201)
                .expect(201);
        return "Active";
    }

    private String revoke() {
        cast.user().delete("/api/v1/api-keys/" + keyId).expect(200, 204);
        Await.until(() -> program.get("/api/v1/jobs/" + job.id()), answer -> answer.status() == 401)
                .expectProblem(401, "unauthenticated");
        return "401";
    }

    private String readAuditLog() {
        JsonNode items = cast.admin()
                .get("/api/v1/audit-log/tenants?subject_type=tenant")
                .expect(200)
                .json()
                .path("items");
        List<String> actions = items.findValuesAsText("action");
        Unexpected.unless(
                actions.containsAll(List.of("suspended", "suspension-lifted")), "the suspension and its end", items);
        return String.join(", ", actions);
    }
}
