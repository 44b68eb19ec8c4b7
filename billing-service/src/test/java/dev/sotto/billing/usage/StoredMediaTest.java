package dev.sotto.billing.usage;

import static dev.sotto.billing.World.as;
import static dev.sotto.billing.World.asAdmin;
import static dev.sotto.billing.World.asPlatform;
import static dev.sotto.billing.World.asReseller;
import static dev.sotto.billing.World.asUser;
import static dev.sotto.billing.World.column;
import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.Topic;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is stored of a tenant is what the newest event of each job says. */
@QuarkusTest
class StoredMediaTest {

    @Inject
    JobCompletedConsumer completions;

    @Inject
    MediaChangedConsumer changes;

    private final UUID resellerId = UUID.randomUUID();
    private final UUID tenantId = UUID.randomUUID();
    private final UUID userId = UUID.randomUUID();

    /** An event and its topic. */
    private record Sent(Topic topic, String event) {}

    @Test
    void deletionLowersTheLevelAndKeepsUsage() {
        UUID job = UUID.randomUUID();
        deliver(completed(job, 3, "Completed", 2_000_000));
        assertThat(stored(asAdmin(tenantId, resellerId))).containsExactly("2.000000");

        deliver(changed(job, 4, 0));

        assertThat(stored(asAdmin(tenantId, resellerId))).isEmpty();
        assertThat(column("select amount from usage_records where job_id = ? and resource_type = 'Storage'", job))
                .containsExactly("2.000000");
    }

    @Test
    void failedJobStoresItsRecordingAndUsesNothing() {
        UUID job = UUID.randomUUID();
        deliver(completed(job, 3, "Failed", 700_000));
        assertThat(stored(asAdmin(tenantId, resellerId))).containsExactly("0.700000");

        deliver(completed(job, 6, "Completed", 710_000));

        assertThat(stored(asAdmin(tenantId, resellerId))).containsExactly("0.710000");
        assertThat(count("select count(*) from usage_records where job_id = ?", job))
                .isEqualTo(2);
    }

    @Test
    void anyOrderAndRepetitionGiveTheSameLevel() {
        for (int seed = 0; seed < 6; seed++) {
            UUID kept = UUID.randomUUID();
            UUID deleted = UUID.randomUUID();
            List<Sent> all = new ArrayList<>(List.of(
                    completed(kept, 3, "Completed", 3_000_000),
                    changed(kept, 4, 1_000_000),
                    completed(deleted, 3, "Failed", 500_000),
                    completed(deleted, 6, "Completed", 600_000),
                    changed(deleted, 7, 100_000),
                    changed(deleted, 8, 0)));
            all.addAll(List.copyOf(all));
            Collections.shuffle(all, new Random(seed));

            all.forEach(this::deliver);

            assertThat(column("select bytes from stored_media where job_id in (?, ?) order by bytes", kept, deleted))
                    .as("seed %d", seed)
                    .containsExactly("0", "1000000");
        }
        assertThat(stored(asAdmin(tenantId, resellerId))).containsExactly("6.000000");
    }

    @Test
    void everybodySeesWhatIsTheirs() {
        deliver(completed(UUID.randomUUID(), 3, "Completed", 1_000_000));

        assertThat(stored(
                        as(SottoTestResource.tokens().user(tenantId, resellerId).subject(userId))))
                .containsExactly("1.000000");
        assertThat(stored(asUser(tenantId, resellerId))).as("a colleague").isEmpty();
        assertThat(stored(asAdmin(UUID.randomUUID(), resellerId)))
                .as("a neighbour")
                .isEmpty();
        assertThat(stored(asReseller(resellerId))).containsExactly("1.000000");
        assertThat(stored(asReseller(UUID.randomUUID()))).as("a rival").isEmpty();
        assertThat(stored(asPlatform())).contains("1.000000");
    }

    private static List<String> stored(RequestSpecification by) {
        return by.get("/api/v1/usage").then().statusCode(200).extract().path("stored.amount");
    }

    private Sent completed(UUID job, long version, String status, long bytes) {
        return new Sent(Topic.JOB_COMPLETED, """
                {"job_id": "%s", "version": %d, "tenant_id": "%s", "reseller_id": "%s", "user_id": "%s",
                 "workflow_id": "%s", "workflow_version": 1, "status": "%s", "audio_ms": 1000, "stored_bytes": %d,
                 "completed_at": "2026-03-01T00:00:00Z"}""".formatted(
                        job, version, tenantId, resellerId, userId, UUID.randomUUID(), status, bytes));
    }

    private Sent changed(UUID job, long version, long bytes) {
        return new Sent(Topic.MEDIA_CHANGED, """
                {"job_id": "%s", "version": %d, "tenant_id": "%s", "reseller_id": "%s", "user_id": "%s",
                 "stored_bytes": %d, "removal": "Expired", "changed_at": "2026-03-02T00:00:00Z"}""".formatted(job, version, tenantId, resellerId, userId, bytes));
    }

    private void deliver(Sent sent) {
        byte[] event = envelope(sent.topic(), UUID.randomUUID(), UUID.randomUUID(), sent.event())
                .getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<String, byte[]> received =
                new ConsumerRecord<>(sent.topic().topicName(), 0, 0, "key", event);
        try {
            Void unused = VertxContextSupport.subscribeAndAwait(() -> handled(sent, received));
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Uni<Void> handled(Sent sent, ConsumerRecord<String, byte[]> received) {
        return sent.topic() == Topic.JOB_COMPLETED ? completions.on(received) : changes.on(received);
    }
}
