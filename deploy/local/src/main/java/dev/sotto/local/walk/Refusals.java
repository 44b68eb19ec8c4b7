package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Requests that must fail and leave nothing behind. */
final class Refusals {
    private static final int OVER_A_MINUTE = 61;

    private final Cast cast;
    private final MainJob job;

    Refusals(Cast cast, MainJob job) {
        this.cast = cast;
        this.job = job;
    }

    void check(Steps steps) {
        cast.addNeighbour(steps);
        steps.take("another tenant asks for the job: 404", this::readAsAnother);
        steps.take("Sotto refuses a recording longer than the quota", this::submitTooLong);
        steps.take("Sotto refuses a text file named .mp3", this::submitText);
    }

    private String readAsAnother() {
        Answer foreign = cast.neighbour().get("/api/v1/jobs/" + job.id()).expectProblem(404, "not-found");
        Answer absent = cast.neighbour()
                .get("/api/v1/jobs/00000000-0000-7000-8000-0000000000ff")
                .expectProblem(404, "not-found");
        Unexpected.unless(
                foreign.json().path("detail").equals(absent.json().path("detail")),
                "the same words for a foreign job and an absent one",
                foreign.text() + " " + absent.text());
        cast.neighbour()
                .get("/api/v1/jobs/" + job.id() + "/transcript?format=txt")
                .expectProblem(404, "not-found");
        return foreign.json().path("detail").asText();
    }

    private String submitTooLong() {
        Answer refused = submit(Recording.silence(OVER_A_MINUTE)).expectProblem(422, "quota-exceeded");
        nothingRemains();
        return refused.json().path("detail").asText();
    }

    private String submitText() {
        Answer refused = submit(Recording.text()).expectProblem(422, "unreadable-audio");
        String reason = refused.json().path("detail").asText();
        Unexpected.unless(!reason.isBlank(), "a reason", refused.text());
        nothingRemains();
        return reason;
    }

    private Answer submit(Recording recording) {
        String workflow = cast.neighbour()
                .post("/api/v1/workflows", MainJob.workflow("A try with " + recording.name()))
                .expect(201)
                .json()
                .path("id")
                .asText();
        return cast.neighbour().upload("/api/v1/jobs", Map.of("workflow_id", workflow), recording);
    }

    private void nothingRemains() {
        JsonNode jobs = cast.neighbour().get("/api/v1/jobs").expect(200).json();
        Unexpected.unless(jobs.path("items").isEmpty(), "no job", jobs);
        JsonNode quota = cast.neighbour().get("/api/v1/quota").expect(200).json();
        Unexpected.unless(
                untouched(quota.path("processing_ms")) && untouched(quota.path("storage_bytes")),
                "nothing used and nothing reserved",
                quota);
    }

    private static boolean untouched(JsonNode amounts) {
        return amounts.path("used").asLong(-1) == 0 && amounts.path("reserved").asLong(-1) == 0;
    }
}
