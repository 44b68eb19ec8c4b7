package dev.sotto.billing.subscriptions;

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

/** A page of subscriptions is read along an index among 100,000: 100 resellers with 1,000 tenants each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 550);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("billing", ScopedRead::of);
        plans.fill("subscriptions", """
                insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor, next_charge_at,
                    charged_periods, plan_version, period_start, period_end, next_period_end, quota_anchor, created_at, updated_at)
                select uuid_of(0, n), uuid_of(1, n), uuid_of(3, n % 100), uuid_of(4, 1), 'Manual', 'Active', '2026-01-01', '2026-02-01', 1, 1,
                    '2026-01-01', '2026-02-01', '2026-03-01', '2026-01-01',
                    '2026-01-01', '2026-01-01'
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("subscriptions");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(PAGE, SubscriptionQueries.OF_TENANT, TENANT, before, PAGE))
                    .isEmpty();
            assertThat(plans.inReseller(RESELLER).flaws(PAGE, SubscriptionQueries.OF_TENANT, TENANT, before, PAGE))
                    .isEmpty();
            assertThat(plans.inPlatform().flaws(PAGE, SubscriptionQueries.OF_TENANT, TENANT, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER).flaws(PAGE, SubscriptionQueries.OF_RESELLER, RESELLER, before, PAGE))
                    .isEmpty();
            assertThat(plans.inPlatform().flaws(PAGE, SubscriptionQueries.OF_RESELLER, RESELLER, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, SubscriptionQueries.OF_ALL, null, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsSubscribersOfAPlanAlongItsIndexes() throws SQLException {
        UUID plan = new UUID(4, 1);
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, SubscriptionQueries.OF_PLAN, plan, before, PAGE))
                    .isEmpty();
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, SubscriptionQueries.OF_PLAN_AND_RESELLER, plan, before, PAGE, RESELLER))
                    .isEmpty();
        }
    }
}
