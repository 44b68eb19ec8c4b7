package dev.sotto.tenants.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lists keep to their indexes among many rows, under the policies; what is filled in here is rolled back. */
@QuarkusTest
class ListPlansTest {

    private static final String MANY = """
            insert into tenants (id, reseller_id, name, kind, subscription_plan_id, storage_quota_mb,
                processing_quota_minutes, max_users)
            select gen_random_uuid(), ('00000000-0000-0000-0000-' || lpad((n % 100)::text, 12, '0'))::uuid, 'Acme',
                'Customer', gen_random_uuid(), 1, 1, 1
            from generate_series(1, 60000) n
            """;
    private static final String RESELLERS = """
            insert into reseller_replica (id, reseller_id, version, data)
            select id, id, 1, case when n % 5 = 0 then '{"status": "Suspended", "suspensions": ["Billing"]}'
                else '{"status": "Active", "suspensions": []}' end::jsonb
            from (select n, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid as id
                from generate_series(0, 99) n) resellers
            """;
    private static final String LAST = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    private static final String[] READS_ALL = {"Seq Scan on tenants", "Sort Key: t.id"};
    private static final UUID RESELLER = UUID.fromString("00000000-0000-0000-0000-000000000007");

    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        connection = SottoTestResource.databases().superuser("tenant");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(MANY);
            statement.execute(RESELLERS);
            statement.execute("analyze tenants");
            statement.execute("analyze reseller_replica");
            statement.execute("analyze tenant_moves");
            statement.execute("set local role tenant_app");
        }
    }

    @AfterEach
    void empty() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void readsAPageAlongItsIndexWhateverPlanIsTaken() throws SQLException {
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            assertThat(plan("reseller", mode, TenantQueries.OF_RESELLER, "'%s', '%s', 51".formatted(RESELLER, LAST)))
                    .contains("Index Scan Backward using tenants_reseller_id_idx")
                    .doesNotContain(READS_ALL);
            assertThat(plan("platform", mode, TenantQueries.OF_PLATFORM, "'%s', 51".formatted(LAST)))
                    .contains("Index Scan Backward using tenants_pkey")
                    .doesNotContain(READS_ALL);
        }
    }

    @Test
    void findsByEffectiveStatusAlongTheSameIndex() throws SQLException {
        for (String status : List.of("Active", "Suspended")) {
            String filter = "'%s', '%s', null, null, 51".formatted(LAST, status);
            assertThat(plan(
                            "reseller",
                            "force_custom_plan",
                            TenantQueries.FOUND_OF_RESELLER,
                            "'%s', %s".formatted(RESELLER, filter)))
                    .contains("Index Scan Backward using tenants_reseller_id_idx")
                    .doesNotContain(READS_ALL);
            assertThat(plan("platform", "force_custom_plan", TenantQueries.FOUND_OF_PLATFORM, filter))
                    .contains("Index Scan Backward using tenants_pkey")
                    .doesNotContain(READS_ALL);
        }
    }

    private String plan(String scope, String mode, String query, String parameters) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "select set_config('app.scope', ?, true), set_config('app.reseller_id', ?, true)")) {
            set.setString(1, scope);
            set.setString(2, RESELLER.toString());
            set.execute();
        }
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local plan_cache_mode = " + mode);
            statement.execute("prepare listing as " + query);
            try (ResultSet rows = statement.executeQuery("explain execute listing(" + parameters + ")")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            statement.execute("deallocate listing");
        }
        return plan.toString();
    }
}
