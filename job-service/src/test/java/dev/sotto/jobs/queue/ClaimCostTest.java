package dev.sotto.jobs.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What a claim reads does not grow with the tenants or the jobs that wait: it reads along indexes. */
@QuarkusTest
class ClaimCostTest {

    private static final int WANTED = 4;
    /** Each of the tenants that are picked is looked at for jobs, for its reseller's room, and is locked. */
    private static final long MOST_ROWS = 100L * WANTED;

    @Test
    void readsAsFewRowsAmongTenThousandTenants() throws SQLException, IOException {
        for (int tenants : new int[] {1_000, 10_000}) {
            assertThat(rowsRead(tenants, 3)).as("%d tenants", tenants).isBetween((long) WANTED, MOST_ROWS);
        }
    }

    @Test
    void readsAsFewRowsAmongManyJobs() throws SQLException, IOException {
        assertThat(rowsRead(1_000, 30)).isBetween((long) WANTED, MOST_ROWS);
    }

    private static long rowsRead(int tenants, int jobs) throws SQLException, IOException {
        try (Connection superuser = SottoTestResource.databases().superuser("job");
                Statement sql = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            try {
                fill(sql, tenants, jobs);
                long picked = rows(
                        sql,
                        "pick(bigint, text[], bigint) as " + ClaimStatements.PICK,
                        "pick(" + WANTED + ", '{cost}', 100)");
                long taken = rows(
                        sql,
                        "take(bigint, text[], text, double precision, bigint, uuid[]) as " + ClaimStatements.TAKE,
                        "take(" + WANTED + ", '{cost}', 'w', 30, 100, '" + first(sql) + "')");
                return picked + taken;
            } finally {
                superuser.rollback();
            }
        }
    }

    private static String first(Statement sql) throws SQLException {
        try (ResultSet first = sql.executeQuery("select array_agg(tenant_id) from ("
                + "select tenant_id from queue_tenants where reseller_id = md5('r1')::uuid order by virtual_time limit "
                + WANTED + ") t")) {
            first.next();
            return first.getString(1);
        }
    }

    /** Tenants of 50 resellers, each with jobs that wait; the triggers do not count, so it is quick. */
    private static void fill(Statement sql, int tenants, int jobs) throws SQLException {
        sql.execute("set local session_replication_role = replica");
        // What other tests have left would be read, too. The transaction is rolled back.
        sql.execute("delete from dispatch");
        sql.execute("delete from queue_tenants");
        sql.execute("delete from queue_resellers");
        sql.execute("""
                insert into queue_resellers (reseller_id) select md5('r' || n)::uuid from generate_series(0, 49) n
                """);
        sql.execute("""
                insert into queue_tenants (tenant_id, reseller_id, version, concurrency, virtual_time, waiting)
                select md5('t' || n)::uuid, md5('r' || n %% 50)::uuid, 1, 5, n, %d from generate_series(1, %d) n
                """.formatted(jobs, tenants));
        sql.execute("""
                insert into dispatch (job_id, tenant_id, cost_ms, needs)
                select gen_random_uuid(), md5('t' || n)::uuid, 1000, '{cost}'
                from generate_series(1, %d) n, generate_series(1, %d) j
                """.formatted(tenants, jobs));
        sql.execute("analyze queue_tenants");
        sql.execute("analyze dispatch");
    }

    private static long rows(Statement sql, String prepared, String executed) throws SQLException, IOException {
        sql.execute("prepare " + prepared);
        try (ResultSet plan = sql.executeQuery("explain (analyze, format json) execute " + executed)) {
            plan.next();
            return scanned(new ObjectMapper().readTree(plan.getString(1)).get(0).path("Plan"));
        } finally {
            sql.execute("deallocate all");
        }
    }

    /** Returns the rows of tables and indexes that were read, those that did not fit included. */
    private static long scanned(JsonNode node) {
        long rows = 0;
        if (node.has("Relation Name") && node.path("Node Type").asText().contains("Scan")) {
            double each = node.path("Actual Rows").asDouble()
                    + node.path("Rows Removed by Filter").asDouble();
            rows += Math.round(each * node.path("Actual Loops").asDouble());
        }
        for (JsonNode child : node.path("Plans")) {
            rows += scanned(child);
        }
        return rows;
    }
}
