package dev.sotto.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.Topic;
import dev.sotto.servers.KafkaProbe;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Which events the relay publishes and which relay is active, with a real database and a real broker. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class OutboxRelayTest {

    /** Nobody consumes this topic here. */
    private static final String TOPIC = Topic.USAGE_RECORDED.topicName();

    private static final String INSERT =
            "insert into outbox (event_id, topic, key, payload) values (gen_random_uuid(), '" + TOPIC + "', '%s', %s)";
    private static final int MORE_THAN_ONE_ROUND_TAKES = 500;

    @Test
    void publishesEventsOfEachKeyInOrder() throws SQLException {
        List<UUID> keys = new ArrayList<>();
        try (Connection writing = writer();
                var insert = writing.createStatement()) {
            for (int version = 1; version <= 3; version++) {
                for (int i = 0; i < MORE_THAN_ONE_ROUND_TAKES; i++) {
                    if (version == 1) {
                        keys.add(UUID.randomUUID());
                    }
                    insert.addBatch(INSERT.formatted(keys.get(i), "'" + version + "'"));
                }
            }
            insert.executeBatch();
            writing.commit();
        }

        List<ConsumerRecord<String, byte[]>> published = recordsOf(keys, keys.size() * 3);

        for (UUID key : keys) {
            assertThat(textsOf(key, published)).containsExactly("1", "2", "3");
        }
    }

    @Test
    void publishesEventCommittedLate() throws SQLException {
        UUID early = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        try (Connection slow = writer();
                var insert = slow.createStatement()) {
            insert.execute(INSERT.formatted(early, "'early'"));
            Probe.sql(INSERT.formatted(late, "'late'"));
            Probe.await("the later event is published", () -> unpublished(late) == 0);
            slow.commit();
        }

        Probe.await("the earlier event is published", () -> unpublished(early) == 0);
        assertThat(textsOf(early, recordsOf(List.of(early), 1))).containsExactly("early");
    }

    @Test
    void refusedEventBlocksOnlyItsKey() {
        UUID refused = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Probe.sql(INSERT.formatted(refused, "repeat('x', 2000000)"));
        Probe.sql(INSERT.formatted(refused, "'second'"));
        Probe.sql(INSERT.formatted(other, "'one'"));
        Probe.await("another key's event is published", () -> unpublished(other) == 0);
        Probe.sql(INSERT.formatted(other, "'two'"));
        Probe.await("another key's next event is published", () -> unpublished(other) == 0);
        assertThat(unpublished(refused)).isEqualTo(2);

        Probe.sql("update outbox set payload = 'first' where key = '" + refused + "' and length(payload) > 100");

        Probe.await("both events are published", () -> unpublished(refused) == 0);
        assertThat(textsOf(refused, recordsOf(List.of(refused), 2))).containsExactly("first", "second");
    }

    @Test
    void relaysAgainAfterStalledLockSession() throws Exception {
        UUID key = UUID.randomUUID();
        Probe.await("a relay is active", () -> holder() != 0);
        long stalled = holder();
        signal("STOP", stalled);
        try {
            Probe.sql(INSERT.formatted(key, "'event'"));
            Probe.await("the relay asks for the lock in another session", () -> asksForTheLockBeside(stalled));
        } finally {
            signal("CONT", stalled);
        }

        Probe.await("the event is published", () -> unpublished(key) == 0);
        assertThat(holder()).isNotIn(0L, stalled);
        Probe.await("the stalled session has ended", () -> sessions("pid = " + stalled) == 0);
    }

    private static Connection writer() throws SQLException {
        Connection connection = SottoTestResource.databases().superuser("reseller");
        connection.setAutoCommit(false);
        return connection;
    }

    private static long unpublished(UUID key) {
        return Probe.number("select count(*) from outbox where published_at is null and key = '" + key + "'");
    }

    /** Returns the backend that holds the relay's lock; 0 for none. */
    private static long holder() {
        return Probe.number("""
                select coalesce(max(l.pid), 0) from pg_locks l join pg_database d on d.oid = l.database
                where l.locktype = 'advisory' and l.granted and d.datname = 'reseller'
                    and l.objid = (hashtext('sotto-outbox-relay')::bigint & x'ffffffff'::bigint)::oid
                """);
    }

    private static boolean asksForTheLockBeside(long pid) {
        return sessions("pid <> " + pid + " and query like 'select pg_try_advisory_lock%'") > 0;
    }

    private static long sessions(String condition) {
        return Probe.number("select count(*) from pg_stat_activity where " + condition);
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static List<ConsumerRecord<String, byte[]>> recordsOf(List<UUID> keys, int count) {
        Set<String> wanted = keys.stream().map(UUID::toString).collect(Collectors.toSet());
        Predicate<ConsumerRecord<String, byte[]>> isWanted = item -> wanted.contains(item.key());
        return SottoTestResource.kafka()
                .read(TOPIC, records -> records.stream().filter(isWanted).count() >= count, TestTimeout.DURATION)
                .stream()
                .filter(isWanted)
                .toList();
    }

    private static List<String> textsOf(UUID key, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(item -> key.toString().equals(item.key()))
                .map(KafkaProbe::text)
                .toList();
    }
}
