package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.Sotto;
import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** PITFALLS 51: what a policy says must not cost the list queries their index. */
@QuarkusTest
class ListPlanTest {

    private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-0000000001f4");
    private static final String FILL = """
            insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, status, file_path, file_name,
                file_bytes, audio_ms, reserved_ms, reserved_bytes, result_path, completed_at)
            select lpad(to_hex(n), 32, '0')::uuid, ('00000000-0000-4000-8000-' || lpad(to_hex(n % 1000), 12, '0'))::uuid,
                '00000000-0000-4000-9000-000000000001', '00000000-0000-4000-9000-000000000002',
                '00000000-0000-4000-9000-000000000003', 1, 'Completed', 'p', 'f', 1, 1, 1, 1, 'r', now()
            from generate_series(1, 1000000) n
            """;

    @Test
    void listOfAMillionJobsReadsItsPageByTheIndex() throws SQLException {
        try (Connection superuser = SottoTestResource.databases().superuser("job");
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            // All in a transaction that is rolled back: the other tests never see it.
            statement.execute("set local session_replication_role = replica");
            statement.execute("set local synchronous_commit = off");
            statement.execute(FILL);
            statement.execute("analyze jobs");
            statement.execute("set local role job_app");
            statement.execute("select set_config('app.scope', 'tenant', true)," + " set_config('app.tenant_id', '"
                    + TENANT + "', true)");

            List<String> plan = Sotto.rows(
                    superuser,
                    "explain select id, tenant_id, user_id, workflow_id, workflow_version, status, file_name, audio_ms,"
                            + " file_bytes, progress, attempt, reason, error, processing_time, version, created_at,"
                            + " updated_at, completed_at from jobs where tenant_id = '" + TENANT + "'"
                            + " and id < 'ffffffff-ffff-ffff-ffff-ffffffffffff' and (null::text is null or status = null)"
                            + " order by id desc limit 51");
            superuser.rollback();

            assertThat(plan).anyMatch(line -> line.contains("Index Scan Backward using jobs_tenant_id_idx"));
            assertThat(plan).noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"));
        }
    }
}
