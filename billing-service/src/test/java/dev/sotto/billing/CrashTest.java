package dev.sotto.billing;

import static dev.sotto.billing.World.count;
import static dev.sotto.billing.World.execute;
import static dev.sotto.billing.World.jobFact;
import static dev.sotto.billing.World.plan;
import static dev.sotto.billing.World.reseller;
import static dev.sotto.billing.World.send;
import static dev.sotto.billing.World.tenantIs;
import static dev.sotto.billing.World.until;
import static dev.sotto.billing.World.untilHandled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.events.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The inbox and the effect stand or fall together: connections are cut inside a transaction, and inside its commit. */
@QuarkusTest
class CrashTest {

    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where usename = 'billing_system' and wait_event_type = 'Lock' and query like '%into commission_lines%'
            """;
    private static final String KILL = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where usename = 'billing_system' and wait_event_type = 'Lock' and query like '%into commission_lines%'
            """;

    @Test
    void aConnectionCutBeforeTheCommissionLeavesNoHalfSubscription() throws SQLException {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "29.00", "EUR");
        UUID tenantId = UUID.randomUUID();
        try (Connection outside = World.superuser()) {
            outside.setAutoCommit(false);
            try (var lock = outside.createStatement()) {
                lock.execute("lock table commission_lines in share mode");
            }
            tenantIs(tenantId, 1, resellerId, planId, Instant.now());
            until(() -> count(WAITING) == 1);
            execute(KILL);
            until(() -> count(WAITING) == 1);
            assertThat(count("select count(*) from subscriptions where tenant_id = ?", tenantId))
                    .isZero();
            outside.rollback();
        }

        until(() -> count("select count(*) from commission_lines where tenant_id = ?", tenantId) == 1);
        assertThat(count("select count(*) from subscriptions where tenant_id = ?", tenantId))
                .isEqualTo(1);
        assertThat(count("select count(*) from charges where tenant_id = ?", tenantId))
                .isEqualTo(1);
        assertThat(count("select count(*) from outbox where tenant_id = ?", tenantId))
                .isEqualTo(1);
    }

    @Test
    void aConnectionCutInsideTheCommitHasOneEffect() {
        UUID job = UUID.randomUUID();
        execute("""
                create sequence cut_commits;
                create function cut_commit() returns trigger language plpgsql security definer as $$
                begin
                    if nextval('cut_commits') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
                    return null;
                end $$;
                create constraint trigger cut_commit after insert on inbox deferrable initially deferred
                    for each row execute function cut_commit();
                """);
        try {
            UUID tenantId = UUID.randomUUID();
            UUID event =
                    send(Topic.JOB_COMPLETED, job, jobFact(job, tenantId, UUID.randomUUID(), "Completed", 1000, 1000));
            untilHandled(event);
            assertThat(count("select last_value from cut_commits")).isEqualTo(2);
        } finally {
            execute("drop trigger cut_commit on inbox; drop function cut_commit; drop sequence cut_commits;");
        }

        assertThat(count("select count(*) from usage_records where job_id = ?", job))
                .isEqualTo(2);
        assertThat(count("select count(*) from outbox where payload like '%' || ? || '%'", job.toString()))
                .isEqualTo(2);
    }
}
