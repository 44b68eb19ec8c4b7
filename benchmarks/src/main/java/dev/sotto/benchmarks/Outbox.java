package dev.sotto.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The outbox of the service whose relay is measured: filled while its relay is kept from working, and looked at after. */
final class Outbox implements AutoCloseable {

    private static final String DATABASE = "reseller";
    /** Nobody in this benchmark listens to it. */
    private static final String TOPIC = "usage-recorded";
    /** So many of each key, and those of one key far apart. */
    private static final int VERSIONS = 4;

    /** As large as events are. */
    private static final String FILL = """
            with k as materialized (select uuidv7() as id from generate_series(1, %d))
            insert into outbox (event_id, topic, key, tenant_id, payload)
            select uuidv7(), '%s', k.id, k.id, format('{"specversion":"1.0","id":"%%s","source":"/sotto/reseller-service",'
                '"type":"dev.sotto.usage.recorded.v1","subject":"%%s","time":"2026-01-01T00:00:00Z","aggregateversion":%%s,'
                '"datacontenttype":"application/json","tenantid":"%%s","data":"%%s"}', k.id, k.id, v, k.id, repeat('x', 300))
            from generate_series(1, %d) v cross join k
            order by v, k.id
            """;

    private static final String TAKE_LOCK = "select pg_try_advisory_lock(hashtext('sotto-outbox-relay'))";
    private static final String GIVE_LOCK_BACK = "select pg_advisory_unlock(hashtext('sotto-outbox-relay'))";
    private static final String END_HOLDER = """
            select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
            where l.locktype = 'advisory' and l.granted and d.datname = current_database() and l.pid <> pg_backend_pid()
            """;
    private static final String ALL_MARKED = "select not exists (select from outbox where published_at is null)";
    private static final Duration FOR_THE_LOCK = Duration.ofSeconds(90);
    private static final long POLL_MS = 20;

    private final Connection superuser;
    private final TopicEnd topic;

    Outbox(Cluster cluster) throws SQLException {
        superuser = cluster.superuser(DATABASE);
        topic = new TopicEnd(cluster.bootstrap(), TOPIC);
    }

    /** Leaves so many events in the outbox and nothing else, none of which is published before {@link #awaitPublished}. */
    void fill(int events) {
        keepRelayFromWorking();
        run("truncate outbox");
        run(FILL.formatted(events / VERSIONS, TOPIC, VERSIONS));
        run("vacuum (analyze) outbox");
        run("checkpoint");
        topic.remember();
    }

    /** The relay's own lock: a relay of another process would keep it from working in the same way. */
    private void keepRelayFromWorking() {
        long deadline = System.nanoTime() + FOR_THE_LOCK.toNanos();
        while (!isTrue(TAKE_LOCK)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the relay's lock is not to be had");
            }
            run(END_HOLDER);
        }
    }

    /**
     * Lets the relay work until it has published and marked all.
     *
     * @param stalled how long it may publish nothing
     * @return how many it published
     */
    long awaitPublished(int events, Duration stalled) {
        run(GIVE_LOCK_BACK);
        long published = 0;
        long deadline = System.nanoTime() + stalled.toNanos();
        while (published < events || !isTrue(ALL_MARKED)) {
            pause();
            long now = topic.added();
            if (now > published) {
                published = now;
                deadline = System.nanoTime() + stalled.toNanos();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the relay stopped after " + published + " of " + events + " events");
            }
        }
        return published;
    }

    /** Each event once, and those of each key in order; else what was measured is void. */
    void verify(int events) {
        topic.verify(events / VERSIONS, VERSIONS);
    }

    private boolean isTrue(String query) {
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String sql) {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        topic.close();
        superuser.close();
    }
}
