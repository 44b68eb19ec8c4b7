package dev.sotto.billing.charges;

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

/** A page of charges is read along an index among 100,000: 100 resellers with 2 tenants of 500 charges each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("billing", ScopedRead::of);
        plans.fill("charges", """
                insert into charges (id, tenant_id, reseller_id, subscription_id, subscription_plan_id, plan_version, kind, source,
                    source_event_id, description, period_start, period_end, amount, currency, collected_by, charged_at)
                select uuid_of(0, n), uuid_of(1, n % 200), uuid_of(3, n % 100), uuid_of(5, n), uuid_of(4, 1), 1, 'Charge', 'Subscription',
                    n::text, 'Period', '2026-01-01', '2026-02-01', 29, 'EUR', 'Platform', '2026-01-01'
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("charges");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(PAGE, ChargeQueries.OF_TENANT, TENANT, before, PAGE, null, null, null))
                    .isEmpty();
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, ChargeQueries.OF_TENANT, TENANT, before, PAGE, null, null, null))
                    .isEmpty();
            assertThat(plans.inPlatform().flaws(PAGE, ChargeQueries.OF_TENANT, TENANT, before, PAGE, null, null, null))
                    .isEmpty();
        }
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, ChargeQueries.OF_RESELLER, RESELLER, before, PAGE, null, null, null))
                    .isEmpty();
            assertThat(plans.inPlatform()
                            .flaws(PAGE, ChargeQueries.OF_RESELLER, RESELLER, before, PAGE, null, null, null))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, ChargeQueries.OF_ALL, null, before, PAGE, null, null, null))
                    .isEmpty();
        }
    }
}
