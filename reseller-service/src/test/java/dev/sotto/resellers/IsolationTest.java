package dev.sotto.resellers;

import static dev.sotto.resellers.Sotto.aBranding;
import static dev.sotto.resellers.Sotto.aReseller;
import static dev.sotto.resellers.Sotto.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.testing.SottoTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each scope may do with the service's logins, whatever statement its code might run. */
@QuarkusTest
class IsolationTest {

    private UUID own;
    private UUID other;
    private Connection people;

    @BeforeEach
    void twoResellersWithBranding() throws SQLException {
        own = aReseller();
        other = aReseller();
        aBranding(own, "Own", true);
        aBranding(other, "Theirs", true);
        people = SottoTestResource.databases().connect("reseller", "reseller_app");
        people.setAutoCommit(false);
    }

    @AfterEach
    void undo() throws SQLException {
        people.rollback();
        people.close();
    }

    @Test
    void resellerSeesOnlyItsOwnRows() throws SQLException {
        scope("reseller", null, own);

        assertThat(rows(people, "select id from resellers")).containsExactly(own.toString());
        assertThat(rows(people, "select reseller_id from commission_rates")).containsExactly(own.toString());
        assertThat(rows(people, "select name from branding_configurations")).containsExactly("Own");
        assertThat(rows(people, "select distinct reseller_id from audit_log")).containsExactly(own.toString());
    }

    @Test
    void resellerCannotRaiseItsOwnCommission() throws SQLException {
        scope("reseller", null, own);

        assertThat(update("update resellers set commission_rate = 99")).isZero();
        assertRefused("insert into commission_rates values (gen_random_uuid(), '" + own + "', 99, now())");
    }

    @Test
    void resellerCannotWriteAnothersBranding() throws SQLException {
        scope("reseller", null, own);

        assertThat(update("update branding_configurations set name = 'x' where reseller_id = '" + other + "'"))
                .isZero();
        assertThat(update("delete from branding_configurations where reseller_id = '" + other + "'"))
                .isZero();
        assertRefused("insert into branding_configurations (id, reseller_id, name) values (gen_random_uuid(), '" + other
                + "', 'x')");
    }

    @Test
    void tenantSeesOnlyItsResellersBranding() throws SQLException {
        scope("tenant", UUID.randomUUID(), own);

        assertThat(rows(people, "select name from branding_configurations")).containsExactly("Own");
        assertThat(rows(people, "select id from resellers")).isEmpty();
        assertThat(rows(people, "select id from commission_rates")).isEmpty();
        assertThat(rows(people, "select id from audit_log")).isEmpty();
        assertThat(update("update branding_configurations set name = 'x'")).isZero();
        assertThat(update("delete from branding_configurations")).isZero();
    }

    @Test
    void platformCannotWriteBranding() throws SQLException {
        scope("platform", null, null);

        assertThat(rows(
                        people,
                        "select name from branding_configurations where reseller_id in (?, ?) order by name",
                        own,
                        other))
                .containsExactly("Own", "Theirs");
        assertThat(update("update branding_configurations set name = 'x'")).isZero();
        assertThat(update("delete from branding_configurations")).isZero();
        assertRefused("insert into branding_configurations (id, reseller_id, name) values (gen_random_uuid(), '" + own
                + "', 'x')");
    }

    @Test
    void noScopeOrSystemScopeWithAppLoginShowsNoRows() throws SQLException {
        for (String scope : List.of("", "system", "nonsense")) {
            scope(scope, null, null);
            for (String table :
                    List.of("resellers", "commission_rates", "branding_configurations", "audit_log", "idempotency")) {
                assertThat(rows(people, "select count(*) from " + table))
                        .as(scope + " " + table)
                        .containsExactly("0");
            }
        }
    }

    @Test
    void ratesAndAuditLogCannotBeChanged() throws SQLException {
        for (String statement : List.of(
                "update commission_rates set rate = 1",
                "delete from commission_rates",
                "delete from resellers",
                "update resellers set created_at = now()",
                "update branding_configurations set reseller_id = '" + own + "'",
                "update audit_log set after = null",
                "delete from audit_log",
                "truncate resellers")) {
            scope("platform", null, null);
            assertRefused(statement);
        }
    }

    private void scope(String scope, UUID tenantId, UUID resellerId) throws SQLException {
        rows(
                people,
                "select set_config('app.scope', ?, true), set_config('app.tenant_id', ?, true), set_config('app.reseller_id', ?, true)",
                scope,
                tenantId == null ? "" : tenantId.toString(),
                resellerId == null ? "" : resellerId.toString());
    }

    private int update(String sql) throws SQLException {
        try (Statement statement = people.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private void assertRefused(String sql) throws SQLException {
        assertThatThrownBy(() -> update(sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .extracting(failure -> ((SQLException) failure).getSQLState())
                .isEqualTo("42501");
        people.rollback();
    }
}
