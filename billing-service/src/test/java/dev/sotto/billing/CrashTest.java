package dev.sotto.billing;

import static dev.sotto.billing.World.column;
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

/**
 * The inbox and the effect are committed together. The tests cut connections inside a transaction, and inside its
 * commit.
 */
@QuarkusTest
class CrashTest {

    /** Backends that wait before they write the commission, without one that was killed and is still ending. */
    private static final String WAITING = """
            select pid from pg_stat_activity
            where usename = 'billing_system' and wait_event_type = 'Lock' and query like '%into commission_lines%'
                and pid <> ?
            """;

    private static final int NOBODY = 0;

    @Test
    void lostConnectionBeforeCommissionLeavesNoPartialSubscription() throws SQLException {
        UUID resellerId = reseller("15.00");
        UUID planId = plan(resellerId, "29.00", "EUR");
        UUID tenantId = UUID.randomUUID();
        try (Connection outside = World.superuser()) {
            outside.setAutoCommit(false);
            try (var lock = outside.createStatement()) {
                lock.execute("lock table commission_lines in share mode");
            }
            tenantIs(tenantId, 1, resellerId, planId, Instant.now());
            until(() -> column(WAITING, NOBODY).size() == 1);
            int first = Integer.parseInt(column(WAITING, NOBODY).get(0));
            execute("select pg_terminate_backend(" + first + ")");
            until(() -> column(WAITING, first).size() == 1);
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
    void lostConnectionDuringCommitHasOneEffect() {
        UUID job = UUID.randomUUID();
        UUID event = UUID.randomUUID();
        execute("""
                create sequence cut_commits;
                create function cut_commit() returns trigger language plpgsql security definer as $$
                begin
                    if nextval('cut_commits') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
                    return null;
                end $$;
                create constraint trigger cut_commit after insert on inbox deferrable initially deferred
                    for each row when (new.event_id = '%s') execute function cut_commit();
                """.formatted(event));
        try {
            UUID tenantId = UUID.randomUUID();
            send(Topic.JOB_COMPLETED, event, job, jobFact(job, tenantId, UUID.randomUUID(), "Completed", 1000, 1000));
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
