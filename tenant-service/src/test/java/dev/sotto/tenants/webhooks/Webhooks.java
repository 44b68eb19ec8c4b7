package dev.sotto.tenants.webhooks;

import static dev.sotto.tenants.Sotto.publish;
import static dev.sotto.tenants.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.Topic;
import dev.sotto.runtime.json.Ids;
import dev.sotto.tenants.Sotto.Tenant;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the tests of webhooks share. */
final class Webhooks {

    static final String PATH = "/api/v1/webhooks";

    private Webhooks() {}

    /** A webhook, as its creator knows it. */
    record Registered(UUID id, String secret) {}

    static String body(String url, String... events) {
        return "{\"url\": \"%s\", \"events\": [%s]}"
                .formatted(
                        url,
                        Arrays.stream(events).map(event -> "\"" + event + "\"").collect(Collectors.joining(", ")));
    }

    static Registered register(RequestSpecification by, String url, String... events) {
        Response response = by.body(body(url, events)).post(PATH);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new Registered(UUID.fromString(response.path("id")), response.path("secret"));
    }

    /** Publishes the end of a job as job-service would, and returns the job's id. */
    static UUID endJob(Tenant tenant, String status) {
        UUID job = Ids.next();
        publish(Topic.JOB_COMPLETED, job, 1, """
                {"job_id": "%s", "version": 3, "tenant_id": "%s", "reseller_id": "%s", "user_id": "%s", "workflow_id": "%s",
                 "workflow_version": 1, "status": "%s", "audio_ms": 6365, "stored_bytes": 100, "warnings": [],
                 "completed_at": "%s"}""".formatted(
                        job, tenant.id(), tenant.resellerId(), Ids.next(), Ids.next(), status, Instant.now()));
        return job;
    }

    /** Waits until the only delivery of a webhook fulfils a condition, and returns it. */
    static String awaitDelivery(Registered webhook, String condition) {
        return await().until(
                        () -> rows(
                                "select id from webhook_deliveries where webhook_id = ? and " + condition,
                                webhook.id()),
                        found -> found.size() == 1)
                .get(0);
    }

    static List<Receiver.Received> awaitReceived(String path, int count) {
        await().until(() -> Receiver.received(path).size() >= count);
        return Receiver.received(path);
    }

    static String status(Registered webhook) {
        return rows("select status, disabled from webhooks where id = ?", webhook.id())
                .get(0);
    }
}
