package dev.sotto.billing;

import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.envelope;
import static dev.sotto.billing.World.jobFact;
import static dev.sotto.billing.World.kafka;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenantFact;
import static dev.sotto.billing.World.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.Topic;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Messages that cannot be handled: each goes to the dead-letter topic with its cause, and the next valid one is
 * handled.
 */
@QuarkusTest
class PoisonTest {

    private final UUID resellerId = UUID.randomUUID();
    private final UUID tenantId = UUID.randomUUID();

    @Test
    void unreadableJobEventIsDeadLettered() {
        UUID job = UUID.randomUUID();
        String good = jobFact(job, tenantId, resellerId, "Completed", 1000, 1000);
        poison(
                Topic.JOB_COMPLETED,
                job,
                good,
                List.of(
                        good.replace("\"audio_ms\": 1000", "\"audio_ms\": -1"),
                        good.replace("\"stored_bytes\": 1000", "\"stored_bytes\": -1"),
                        good.replace("\"audio_ms\": 1000", "\"audio_ms\": " + Long.MAX_VALUE),
                        good.replace("\"tenant_id\"", "\"tenant\""),
                        good.replace("\"reseller_id\"", "\"reseller\""),
                        good.replace("\"job_id\"", "\"job\""),
                        good.replace("\"Completed\"", "\"Processing\""),
                        good.replace("\"Completed\"", "\"Lost\""),
                        good.replace("\"completed_at\"", "\"at\"")));
        assertThat(count("select count(*) from usage_records where job_id = ?", job))
                .isZero();

        send(Topic.JOB_COMPLETED, job, good);

        until(() -> count("select count(*) from usage_records where job_id = ?", job) == 2);
    }

    @Test
    void unreadableMediaEventIsDeadLettered() {
        UUID job = UUID.randomUUID();
        String good = """
                {"job_id": "%s", "version": 4, "tenant_id": "%s", "reseller_id": "%s", "user_id": "%s",
                 "stored_bytes": 1000, "removal": "Deleted", "changed_at": "2026-03-02T00:00:00Z"}""".formatted(job, tenantId, resellerId, UUID.randomUUID());
        poison(
                Topic.MEDIA_CHANGED,
                job,
                good,
                List.of(
                        good.replace("\"stored_bytes\": 1000", "\"stored_bytes\": -1"),
                        good.replace("\"version\": 4", "\"version\": 0"),
                        good.replace("\"tenant_id\"", "\"tenant\""),
                        good.replace("\"job_id\"", "\"job\""),
                        good.replace("\"Deleted\"", "\"Eaten\""),
                        good.replace("\"changed_at\"", "\"at\"")));

        send(Topic.MEDIA_CHANGED, job, good);

        until(() -> count("select count(*) from stored_media where job_id = ? and bytes = 1000", job) == 1);
    }

    @Test
    void unreadableTenantEventIsDeadLettered() {
        UUID known = reseller("15.00");
        String good = tenantFact(tenantId, 1, known, plan(known, "29.00", "EUR"), Instant.now());
        poison(
                Topic.TENANT_CHANGED,
                tenantId,
                good,
                List.of(
                        good.replace("\"anchor\"", "\"since\""),
                        good.replace("\"kind\"", "\"sort\""),
                        good.replace("\"version\": 1", "\"version\": -1"),
                        good.replace("\"reseller_id\"", "\"reseller\""),
                        good.replace("\"Customer\"", "\"Guest\""),
                        good.replaceAll("plan_id\": \"[^\"]+", "plan_id\": \"" + UUID.randomUUID())));
        assertThat(count("select count(*) from subscriptions where tenant_id = ?", tenantId))
                .isZero();

        send(Topic.TENANT_CHANGED, tenantId, good);

        until(() -> count("select count(*) from charges where tenant_id = ?", tenantId) == 1);
    }

    @Test
    void unreadableResellerEventIsDeadLettered() {
        String none = World.resellerFact(resellerId, 1);
        poison(
                Topic.RESELLER_CHANGED,
                resellerId,
                none,
                List.of(
                        none,
                        World.resellerFact(resellerId, 1, World.rate("100.01", "2020-01-01T00:00:00Z")),
                        World.resellerFact(resellerId, 1, World.rate("-1", "2020-01-01T00:00:00Z"))));

        send(
                Topic.RESELLER_CHANGED,
                resellerId,
                World.resellerFact(resellerId, 1, World.rate("1", "2020-01-01T00:00:00Z")));

        until(() ->
                count("select count(*) from replicas where topic = 'reseller-changed' and id = ?", resellerId) == 1);
    }

    private static void poison(Topic topic, UUID subject, String good, List<String> bad) {
        // A new key distinguishes these dead letters from others. The valid record has the same key, so it comes after
        // them.
        String key = subject.toString();
        String envelope = envelope(topic, UUID.randomUUID(), subject, good);
        byte[] noise = new byte[200];
        new Random(3).nextBytes(noise);
        kafka().send(topic.topicName(), key, noise);
        kafka().send(topic.topicName(), key, new byte[0]);
        kafka().send(topic.topicName(), key, envelope.substring(0, envelope.length() / 2));
        kafka().send(topic.topicName(), key, envelope.replace(".v1\"", ".v2\""));
        kafka().send(topic.topicName(), key, envelope.replace("\"1.0\"", "\"0.3\""));
        kafka().send(topic.topicName(), key, "null");
        kafka().send(topic.topicName(), key, "[]");
        kafka().send(topic.topicName(), key, "{}");
        for (String data : bad) {
            send(topic, subject, data);
        }
        int expected = 8 + bad.size();
        List<ConsumerRecord<String, byte[]>> letters = kafka()
                .read(
                        topic.deadLetterName(),
                        records -> records.stream()
                                        .filter(letter -> isOurs(letter, key))
                                        .count()
                                >= expected,
                        TestTimeout.DURATION)
                .stream()
                .filter(letter -> isOurs(letter, key))
                .toList();
        assertThat(letters).hasSize(expected);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(header(letter, "dead-letter-cause")).isNotBlank().isNotEqualTo("null");
            assertThat(header(letter, "dead-letter-topic")).isEqualTo(topic.topicName());
        });
        assertThat(letters.get(0).value()).isEqualTo(noise);
    }

    private static boolean isOurs(ConsumerRecord<String, byte[]> letter, String key) {
        return key.equals(letter.key())
                && header(letter, "dead-letter-consumer").startsWith("billing-service/");
    }

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
