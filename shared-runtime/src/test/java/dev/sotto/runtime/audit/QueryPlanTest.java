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

/** A page of an audit log is read along an index among 100,000 entries: 100 resellers with 2 tenants of 500 each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 550);
    private static final int OF_A_TENANT = 500;
    private static final int OF_A_RESELLER = 2 * OF_A_TENANT;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("reseller", ScopedRead::of);
        plans.fill("audit_log", """
                insert into audit_log (id, tenant_id, reseller_id, scope, user_id, actor, action, subject_type, subject_id, request_id)
                select uuid_of(0, n), uuid_of(1, n % 200), uuid_of(3, n % 100), 'tenant', uuid_of(2, n % 1000), 'somebody',
                    'changed', 'user', uuid_of(5, n), 'a-request'
                from generate_series(1, 100000) n
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

    @Test
    void noticesThatAnIndexIsMissing() throws SQLException {
        ListQueryPlans.Scoped withoutTenants = plans.inTenant(TENANT, RESELLER).without("audit_log_tenant_id_idx");
        ListQueryPlans.Scoped withoutResellers = plans.inReseller(RESELLER).without("audit_log_reseller_id_idx");

        for (UUID before : PAGES) {
            assertThat(withoutTenants.flaws(PAGE, AuditQueries.OF_TENANT, before, PAGE, TENANT))
                    .isNotEmpty();
            assertThat(withoutResellers.flaws(PAGE, AuditQueries.OF_RESELLER, before, PAGE, RESELLER))
                    .isNotEmpty();
        }
    }

    @Test
    void noticesAListThatIsSorted() throws SQLException {
        String sorted = AuditQueries.OF_TENANT.replace("order by id desc", "order by at desc");

        assertThat(plans.inTenant(TENANT, RESELLER).flaws(PAGE, sorted, FIRST_PAGE, PAGE, TENANT))
                .isNotEmpty();
    }
}
