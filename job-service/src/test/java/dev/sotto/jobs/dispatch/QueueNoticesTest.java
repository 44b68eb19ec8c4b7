package dev.sotto.jobs.dispatch;

import static dev.sotto.jobs.Sotto.rows;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.queue.TestQueue;
import dev.sotto.runtime.database.DedicatedConnections;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database tells every process of work, whichever queued it. */
@QuarkusTest
class QueueNoticesTest {

    private static final String LISTENERS = "from pg_stat_activity where query = 'listen sotto_queue'";

    @Inject
    DedicatedConnections connections;

    @Inject
    ScopedTransaction transactions;

    @Inject
    Vertx vertx;

    private QueueNotices notices;

    @AfterEach
    void stop() {
        notices.stop().join();
    }

    @Test
    void hearsOfWorkAndOfFreePlacesAndAgainAfterALostConnection() {
        TestQueue queue = new TestQueue(transactions, vertx, 1000);
        UUID tenant = queue.tenant(1, 1);
        AtomicInteger heard = new AtomicInteger();
        notices = new QueueNotices(connections, vertx);
        notices.start(heard::incrementAndGet);
        await().until(() -> heard.get() >= 1);

        queue.job(tenant, 1_000);
        await().until(() -> heard.get() >= 2);
        TestQueue.Held held = queue.claim(1).get(0);
        queue.ends(held);
        await().until(() -> heard.get() >= 3);

        assertThat(rows("select pg_terminate_backend(pid) " + LISTENERS)).isNotEmpty();
        await().until(() -> heard.get() >= 4);
        queue.job(tenant, 1_000);
        await().until(() -> heard.get() >= 5);
        queue.empty();
    }
}
