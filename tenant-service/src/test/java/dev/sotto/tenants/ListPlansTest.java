package dev.sotto.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    private static final UUID RESELLER = UUID.fromString("00000000-0000-0000-0000-000000000007");

    private Connection connection;

    @BeforeEach
    void fill() throws SQLException {
        connection = SottoTestResource.databases().superuser("tenant");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(MANY);
            statement.execute("analyze tenants");
            statement.execute("set local role tenant_app");
        }
    }

    @AfterEach
    void empty() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void findsAResellersPageByItsIndex() throws SQLException {
        assertThat(plan("reseller", """
                select id from tenants
                where reseller_id = '%s' and id < 'ffffffff-ffff-ffff-ffff-ffffffffffff' and kind = 'Customer'
                order by id desc limit 51
                """.formatted(RESELLER)))
                .contains("tenants_reseller_id_idx")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void findsThePlatformsPageByThePrimaryKey() throws SQLException {
        assertThat(plan("platform", """
                select id from tenants
                where id < 'ffffffff-ffff-ffff-ffff-ffffffffffff' and kind = 'Customer'
                order by id desc limit 51
                """)).contains("Index Scan Backward").doesNotContain("Seq Scan", "Sort");
    }

    private String plan(String scope, String query) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "select set_config('app.scope', ?, true), set_config('app.reseller_id', ?, true)")) {
            set.setString(1, scope);
            set.setString(2, RESELLER.toString());
            set.execute();
        }
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain " + query)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
