package dev.sotto.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.migration.OldDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tenants and jobs from before the queue was fair. */
@QuarkusTest
class QueueMigrationTest {

    private static final String ACCOUNT = """
            insert into quota_accounts (tenant_id, reseller_id, status, anchor, period_start, period_end,
                processing_limit_ms, storage_limit_bytes, version)
            values (?, ?, 'Active', now(), now(), now() + interval '1 month', 0, 0, 1)
            """;
    private static final String REPLICA = """
            insert into replicas (topic, id, tenant_id, reseller_id, version, status, data)
            values (?, ?, ?, ?, 4, ?, ?::jsonb)
            """;
    private static final String FOUND = """
            select version, weight, concurrency, held, reseller_held, waiting, waiting_ms, running, virtual_time
            from queue_tenants where tenant_id = ?
            """;

    @Test
    void everyTenantGetsItsShareAndItsCounts() throws SQLException, IOException {
        UUID reseller = UUID.randomUUID();
        UUID known = UUID.randomUUID();
        UUID unknown = UUID.randomUUID();
        UUID workflow = UUID.randomUUID();
        try (OldDatabase old = OldDatabase.without("job", "queue.sql")) {
            old.execute(ACCOUNT, known, reseller);
            old.execute(ACCOUNT, unknown, reseller);
            old.execute(REPLICA, "reseller-changed", reseller, null, reseller, "Suspended", "{}");
            old.execute(
                    REPLICA, "tenant-changed", known, known, reseller, "Active", "{\"weight\": 3, \"concurrency\": 7}");
            old.execute(
                    "insert into workflows (id, tenant_id, user_id, name, config) values (?, ?, ?, 'w', '{}')",
                    workflow,
                    known,
                    known);
            old.execute(
                    "insert into workflow_versions (tenant_id, workflow_id, version, config) values (?, ?, 1, '{}')",
                    known,
                    workflow);
            for (String worker : new String[] {null, null, "w"}) {
                UUID job = UUID.randomUUID();
                old.execute("""
                        insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, file_path,
                            file_name, file_bytes, audio_ms, reserved_ms, reserved_bytes)
                        values (?, ?, ?, ?, ?, 1, 'p', 'f', 1, 1, 1, 1)
                        """, job, known, reseller, known, workflow);
                old.execute(
                        "insert into dispatch (job_id, tenant_id, cost_ms, worker) values (?, ?, 5000, ?)",
                        job,
                        known,
                        worker);
            }

            old.migrate();

            assertThat(old.rows(FOUND, known)).containsExactly("4|3|7|f|t|2|10000|1|0");
            assertThat(old.rows(FOUND, unknown)).containsExactly("0|1|2|f|t|0|0|0|0");
            old.execute("delete from dispatch where tenant_id = ? and worker is null", known);
            assertThat(old.rows(FOUND, known)).containsExactly("4|3|7|f|t|0|0|1|0");
        }
    }
}
