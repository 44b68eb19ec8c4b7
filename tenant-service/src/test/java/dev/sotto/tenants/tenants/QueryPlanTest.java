package dev.sotto.tenants.tenants;

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
 * A page of tenants is read along an index among 100,000: 100 resellers, every fifth of them suspended, with 1,000 each.
 * The replicas of the resellers lie among those of 10,000 users.
 */
@QuarkusTest
class QueryPlanTest {

    private static final UUID RESELLER = new UUID(3, 7);
    private static final int RESELLERS = 100;
    private static final int JOINED = 3 * PAGE + RESELLERS;
    private static final int OF_A_FIFTH = 5 * JOINED;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("tenant", ScopedRead::of);
        plans.fill("tenants", """
                insert into tenants (id, reseller_id, name, kind, subscription_plan_id, storage_quota_mb, processing_quota_minutes,
                    max_users)
                select uuid_of(0, n), uuid_of(3, n % 100), 'Acme', 'Customer', uuid_of(4, 1), 1, 1, 1
                from generate_series(1, 100000) n
                """);
        plans.fillBeside("replicas", """
                insert into replicas (topic, id, reseller_id, version, status, suspensions, data)
                select 'reseller-changed', uuid_of(3, n), uuid_of(3, n), 1, case when n % 5 = 0 then 'Suspended' else 'Active' end,
                    case when n % 5 = 0 then array['Billing'] else '{}' end, '{}'::jsonb
                from generate_series(0, 99) n
                union all
                select 'user-changed', uuid_of(5, n), uuid_of(3, n % 100), 1, 'Active', '{}', '{}'::jsonb from generate_series(1, 10000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("tenants");
        plans.empty("replicas");
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER)
                            .flawsOfJoin(JOINED, TenantQueries.OF_RESELLER, RESELLER, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flawsOfJoin(JOINED, TenantQueries.OF_PLATFORM, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void findsByEffectiveStatusAlongTheSameIndexes() throws SQLException {
        for (UUID before : PAGES) {
            String found = TenantQueries.FOUND_OF_RESELLER;
            assertThat(plans.inReseller(RESELLER)
                            .flawsOfJoin(JOINED, found, RESELLER, before, "Active", null, null, PAGE))
                    .isEmpty();
            for (String status : List.of("Active", "Suspended")) {
                assertThat(plans.inPlatform()
                                .flawsOfJoin(
                                        OF_A_FIFTH, TenantQueries.FOUND_OF_PLATFORM, before, status, null, null, PAGE))
                        .isEmpty();
            }
        }
    }
}
