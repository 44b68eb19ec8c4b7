package dev.sotto.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanStatus;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Outbox, relay, inbox and dead-letter topic, with a real broker. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class EventsTest {

    private static final String TOPIC = Topic.PLAN_CHANGED.topicName();

    @Inject
    ScopedTransaction transactions;

    @Inject
    Vertx vertx;

    private final UUID plan = UUID.randomUUID();

    @Test
    void deliversEventsInVersionOrderAndAppliesEachOnce() {
        publish(1);
        publish(2);
        publish(3);

        Probe.await("three effects", () -> timesHandled() == 3);
        List<String> delivered = recordsOf(plan, 3);
        assertThat(delivered).hasSize(3);
        assertThat(delivered.get(0)).contains("\"aggregateversion\":1").contains("\"specversion\":\"1.0\"");
        assertThat(delivered.get(2)).contains("\"aggregateversion\":3");
    }

    @Test
    void repeatedEventHasNoSecondEffect() {
        publish(1);
        Probe.await("one effect", () -> timesHandled() == 1);
        String delivered = recordsOf(plan, 1).get(0);

        kafka().send(TOPIC, plan.toString(), delivered);
        kafka().send(TOPIC, plan.toString(), delivered);
        publish(2);

        Probe.await("the second event's effect", () -> timesHandled() == 2);
        assertThat(timesHandled()).isEqualTo(2);
    }

    @Test
    void unreadableRecordIsDeadLetteredAndNextOneHandled() {
        String marker = UUID.randomUUID().toString();
        kafka().send(
                        TOPIC,
                        plan.toString(),
                        ("{ \"no\": \"event\", \"marker\": \"" + marker).getBytes(StandardCharsets.UTF_8));
        kafka().send(TOPIC, plan.toString(), new byte[] {0, -1, 7});
        publish(1);

        Probe.await("the good event's effect", () -> timesHandled() == 1);
        ConsumerRecord<String, byte[]> dead = kafka()
                .read(
                        Topic.PLAN_CHANGED.deadLetterName(),
                        records -> find(records, marker) != null,
                        TestTimeout.DURATION)
                .stream()
                .filter(letter -> KafkaProbe.text(letter).contains(marker))
                .findFirst()
                .orElseThrow();
        assertThat(dead.headers().lastHeader("dead-letter-cause").value()).isNotEmpty();
        assertThat(dead.headers().lastHeader("dead-letter-topic").value())
                .asString()
                .isEqualTo(TOPIC);
    }

    @Test
    void deadLettersBeginningOfTooLargeRecord() throws Exception {
        byte[] large = new byte[1024 * 1024 - 200];
        Arrays.fill(large, (byte) 'x');
        byte[] marker = plan.toString().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(marker, 0, large, 0, marker.length);
        kafka().send(TOPIC, plan.toString(), large);
        publish(1);

        Probe.await("the good event's effect", () -> timesHandled() == 1);
        ConsumerRecord<String, byte[]> dead = kafka()
                .read(
                        Topic.PLAN_CHANGED.deadLetterName(),
                        letters -> find(letters, plan.toString()) != null,
                        TestTimeout.DURATION)
                .stream()
                .filter(letter -> KafkaProbe.text(letter).contains(plan.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(dead.value()).isEqualTo(Arrays.copyOf(large, 64 * 1024));
        assertThat(header(dead, "dead-letter-bytes")).isEqualTo(Integer.toString(large.length));
        assertThat(header(dead, "dead-letter-sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(large)));
        assertThat(header(dead, "dead-letter-topic")).isEqualTo(TOPIC);
    }

    private static String header(ConsumerRecord<String, byte[]> received, String name) {
        return new String(received.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void relayInterruptedBeforeMarkingSendsAgain() throws SQLException {
        Probe.await("an idle relay", () -> unpublished() == 0);
        try (Connection writing = superuser();
                Connection marking = superuser()) {
            insertEvent(writing);
            // Waits behind the insert: the lock is granted at its commit, before the relay can mark what it sends.
            CompletableFuture<Void> locked = CompletableFuture.runAsync(() -> lockOutbox(marking));
            Probe.await("the lock is queued", () -> waiting("ShareLock") == 1);
            writing.commit();
            locked.join();
            assertThat(recordsOf(plan, 1)).isNotEmpty();
            Probe.await("the relay waits to mark", () -> waiting("RowExclusiveLock") == 1);
            Probe.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'reseller_system'");
            marking.rollback();
        }

        Probe.await("everything marked", () -> unpublished() == 0);
        Probe.await("one effect", () -> timesHandled() == 1);
        assertThat(timesHandled()).isEqualTo(1);
    }

    private static Connection superuser() throws SQLException {
        Connection connection = SottoTestResource.databases().superuser("reseller");
        connection.setAutoCommit(false);
        return connection;
    }

    private static void lockOutbox(Connection connection) {
        try (var lock = connection.createStatement()) {
            lock.execute("lock table outbox in share mode");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long waiting(String mode) {
        return Probe.number("select count(*) from pg_locks l join pg_class c on c.oid = l.relation"
                + " where not l.granted and c.relname = 'outbox' and l.mode = '" + mode + "'");
    }

    private void insertEvent(Connection outside) throws SQLException {
        String envelope = """
                {"specversion":"1.0","id":"%s","source":"/sotto/test","type":"dev.sotto.plan.changed.v1","subject":"%s",
                "time":"2026-01-01T00:00:00Z","aggregateversion":1,"data":{"subscription_plan_id":"%s","version":1,
                "name":"p","price_monthly":"1.00","currency":"EUR","storage_quota_mb":1,"processing_quota_minutes":1,
                "max_users":1,"features":{}}}""".formatted(UUID.randomUUID(), plan, plan);
        try (var insert = outside.prepareStatement(
                "insert into outbox (event_id, topic, key, payload) values (gen_random_uuid(), ?, ?, ?)")) {
            insert.setString(1, TOPIC);
            insert.setObject(2, plan);
            insert.setString(3, envelope);
            insert.executeUpdate();
        }
    }

    private static String find(List<ConsumerRecord<String, byte[]>> records, String marker) {
        return records.stream()
                .map(KafkaProbe::text)
                .filter(text -> text.contains(marker))
                .findFirst()
                .orElse(null);
    }

    private void publish(long version) {
        PlanChanged event = new PlanChanged(
                plan,
                version,
                UUID.randomUUID(),
                "p",
                new BigDecimal("29.00"),
                "EUR",
                100,
                60,
                5,
                PlanLimits.USUAL,
                PlanFeatures.ALL,
                PlanStatus.Published,
                1,
                null);
        Void unused =
                Probe.run(vertx, () -> transactions.sql(Probe.platform(), transaction -> transaction.publish(event)));
    }

    private long timesHandled() {
        return Probe.number("select coalesce(sum(times), 0) from effects where plan_id = '" + plan + "'");
    }

    private static long unpublished() {
        return Probe.number("select count(*) from outbox where published_at is null");
    }

    private List<String> recordsOf(UUID key, int count) {
        return kafka()
                .read(
                        TOPIC,
                        records -> records.stream().filter(r -> isOf(r, key)).count() >= count,
                        TestTimeout.DURATION)
                .stream()
                .filter(r -> isOf(r, key))
                .map(KafkaProbe::text)
                .toList();
    }

    private static boolean isOf(ConsumerRecord<String, byte[]> received, UUID key) {
        return key.toString().equals(received.key());
    }

    private static KafkaProbe kafka() {
        return SottoTestResource.kafka();
    }
}
