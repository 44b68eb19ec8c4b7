package dev.sotto.runtime.audit;

import static dev.sotto.testing.queryplans.ListQueryPlans.FIRST_PAGE;
import static dev.sotto.testing.queryplans.ListQueryPlans.LATER_PAGE;
import static dev.sotto.testing.queryplans.ListQueryPlans.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.runtime.isolation.ScopedRead;
import dev.sotto.testing.queryplans.ListQueryPlans;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A page of an audit log is read along an index among a million entries: 100 resellers with 10 tenants of 1,000 each.
 */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 550);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 7_550);
    private static final int OF_A_TENANT = 1_000;
    private static final int OF_A_RESELLER = 10 * OF_A_TENANT;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void aMillionRows() throws SQLException {
        plans = ListQueryPlans.of("reseller", ScopedRead::of);
        plans.fill("audit_log", """
                insert into audit_log (id, tenant_id, reseller_id, scope, user_id, actor, action, subject_type, subject_id, request_id)
                select uuid_of(0, n), uuid_of(1, n % 1000), uuid_of(3, n % 100), 'tenant', uuid_of(2, n % 10000), 'somebody',
                    'changed', 'user', uuid_of(5, n), 'a-request'
                from generate_series(1, 1000000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("audit_log");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            for (ListQueryPlans.Scoped scope :
                    List.of(plans.inTenant(TENANT, RESELLER), plans.inReseller(RESELLER), plans.inPlatform())) {
                assertThat(scope.flaws(PAGE, AuditQueries.OF_TENANT, before, PAGE, TENANT))
                        .isEmpty();
            }
        }
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER).flaws(PAGE, AuditQueries.OF_RESELLER, before, PAGE, RESELLER))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, AuditQueries.OF_ALL, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsNoOtherTenantsEntriesForAUserFilter() throws SQLException {
        for (UUID before : PAGES) {
            Object[] ofUser = {before, PAGE, null, USER, null, null, null, null, null, null, TENANT};

            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flawsOfSearch(OF_A_TENANT, AuditQueries.FOUND_OF_TENANT, ofUser))
                    .isEmpty();
        }
    }

    @Test
    void readsNoOtherResellersEntriesForAUserFilter() throws SQLException {
        for (UUID before : PAGES) {
            Object[] ofUser = {before, PAGE, null, USER, null, null, null, null, null, null, RESELLER};

            assertThat(plans.inReseller(RESELLER).flawsOfSearch(OF_A_RESELLER, AuditQueries.FOUND_OF_RESELLER, ofUser))
                    .isEmpty();
        }
    }
}
