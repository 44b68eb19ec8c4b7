package dev.sotto.runtime.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.runtime.Probe;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class RetentionTest {

    @Inject
    Retention retention;

    @Inject
    Vertx vertx;

    private final UUID key = UUID.randomUUID();

    @Test
    void deletesPublishedEventsAfterSevenDays() {
        Probe.sql("""
                insert into outbox (event_id, topic, key, payload, published_at)
                select gen_random_uuid(), 'plan-changed', '%s', age, now() - age::interval
                from unnest(array['6 days 23 hours', '7 days 1 hour', '30 days']) age
                """.formatted(key));

        prune();

        assertThat(count("outbox where key = '" + key + "'")).isEqualTo(1);
        assertThat(count("outbox where key = '" + key + "' and payload = '6 days 23 hours'"))
                .isEqualTo(1);
    }

    @Test
    void keepsOldUnpublishedEvents() {
        // Kafka does not have this topic, so the relay cannot publish the event.
        Probe.sql("""
                insert into outbox (event_id, topic, key, payload, created_at)
                values (gen_random_uuid(), 'no-such-topic', '%s', '{}', now() - interval '1 year')
                """.formatted(key));
        try {
            prune();

            assertThat(count("outbox where key = '" + key + "'")).isEqualTo(1);
        } finally {
            Probe.sql("delete from outbox where key = '" + key + "'");
        }
    }

    @Test
    void deletesIdempotencyKeysAfterSevenDays() {
        Probe.sql("""
                insert into idempotency (caller_id, operation, key, body_hash, resource_id, created_at)
                select '%s', 'test', age, '', gen_random_uuid(), now() - age::interval
                from unnest(array['6 days 23 hours', '7 days 1 hour']) age
                """.formatted(key));

        prune();

        assertThat(count("idempotency where caller_id = '" + key + "'")).isEqualTo(1);
        assertThat(count("idempotency where caller_id = '" + key + "' and key = '6 days 23 hours'"))
                .isEqualTo(1);
    }

    @Test
    void deletesHandledEventsAfterThirtyDays() {
        Probe.sql("""
                insert into inbox (consumer, event_id, received_at)
                select '%s', gen_random_uuid(), now() - age::interval
                from unnest(array['29 days 23 hours', '30 days 1 hour']) age
                """.formatted(key));

        prune();

        assertThat(count("inbox where consumer = '" + key + "'")).isEqualTo(1);
    }

    private void prune() {
        assertThat(Probe.run(vertx, retention::prune)).isFalse();
    }

    private static long count(String rows) {
        return Probe.number("select count(*) from " + rows);
    }
}
