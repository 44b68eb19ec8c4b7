package dev.sotto.billing.plans;

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

/** A page of plans is read along indexes among 100,000: the system's 100, and 100 resellers with some 1,000 each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 550);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("billing", ScopedRead::of);
        plans.fill("subscription_plans", """
                insert into subscription_plans (id, reseller_id, name, price_monthly, currency, storage_quota_mb,
                    processing_quota_minutes, max_users, created_at, updated_at)
                select uuid_of(0, n), case when n % 1000 > 0 then uuid_of(3, n % 100) end, 'Basic', 29, 'EUR', 100, 60, 5, '2026-01-01',
                    '2026-01-01'
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("subscription_plans");
    }

    @Test
    void readsAPageOfWhatAResellerMaySellAlongTwoIndexes() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER).flaws(2 * PAGE, PlanQueries.LIST_SOLD_BY, RESELLER, before, PAGE))
                    .isEmpty();
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(2 * PAGE, PlanQueries.LIST_OFFERED, RESELLER, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, PlanQueries.LIST_ALL, before, PAGE))
                    .isEmpty();
        }
    }
}
