package dev.sotto.billing.commission;

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

/** A page of commission is read along an index among 100,000 lines: 100 resellers with 1,000 lines each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("billing", ScopedRead::of);
        plans.fill("commission_lines", """
                insert into commission_lines (id, reseller_id, tenant_id, charge_id, kind, base, rate, amount, currency, collected_by, balance, earned_at)
                select uuid_of(0, n), uuid_of(3, n % 100), uuid_of(1, n % 200), uuid_of(5, n), 'Charge', 29, 15, 4.35, 'EUR', 'Platform', 4.35, '2026-01-01'
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("commission_lines");
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, CommissionQueries.LINES_OF_RESELLER, RESELLER, before, PAGE, null, null))
                    .isEmpty();
            assertThat(plans.inPlatform()
                            .flaws(PAGE, CommissionQueries.LINES_OF_RESELLER, RESELLER, before, PAGE, null, null))
                    .isEmpty();
        }
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, CommissionQueries.LINES_OF_TENANT, TENANT, before, PAGE, null, null))
                    .isEmpty();
            assertThat(plans.inPlatform()
                            .flaws(PAGE, CommissionQueries.LINES_OF_TENANT, TENANT, before, PAGE, null, null))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, CommissionQueries.ALL_LINES, null, before, PAGE, null, null))
                    .isEmpty();
        }
    }
}
