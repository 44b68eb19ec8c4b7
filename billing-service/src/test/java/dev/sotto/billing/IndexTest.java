package dev.sotto.billing;

import static dev.sotto.billing.World.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of a big table are read along an index, with row-level security in force. */
@QuarkusTest
class IndexTest {

    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID RESELLER = UUID.randomUUID();

    @BeforeAll
    static void aBigTable() {
        execute("""
                insert into usage_records (id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit,
                    recorded_at)
                select gen_random_uuid(), case when n %% 500 = 0 then '%s' else md5((n %% 500)::text)::uuid end,
                    case when n %% 50 = 0 then '%s' else md5((n %% 50)::text)::uuid end, gen_random_uuid(),
                    gen_random_uuid(), 'Processing', 1, 'Seconds', '2001-01-01'
                from generate_series(1, 100000) n;
                analyze usage_records;
                """.formatted(TENANT, RESELLER));
    }

    @AfterAll
    static void asItWas() {
        execute("delete from usage_records where recorded_at = '2001-01-01'; analyze usage_records;");
    }

    @Test
    void ofATenant() throws SQLException {
        String plan = explain("tenant", "app.tenant_id", TENANT, """
                select id from usage_records where tenant_id = '%s' and id < '%s' order by id desc limit 51""");

        assertThat(plan)
                .contains("usage_records_tenant_id_idx")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }

    @Test
    void ofAReseller() throws SQLException {
        String plan = explain("reseller", "app.reseller_id", RESELLER, """
                select id from usage_records where reseller_id = '%s' and id < '%s' order by id desc limit 51""");

        assertThat(plan)
                .contains("usage_records_reseller_id_idx")
                .doesNotContain("Seq Scan")
                .doesNotContain("Sort");
    }

    private static String explain(String scope, String setting, UUID id, String query) throws SQLException {
        try (Connection app = SottoTestResource.databases().connect("billing", "billing_app");
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("select set_config('app.scope', '" + scope + "', true), set_config('" + setting + "', '"
                    + id + "', true)");
            StringBuilder plan = new StringBuilder();
            try (var rows =
                    statement.executeQuery("explain " + query.formatted(id, "ffffffff-ffff-ffff-ffff-ffffffffffff"))) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            app.rollback();
            return plan.toString();
        }
    }
}
