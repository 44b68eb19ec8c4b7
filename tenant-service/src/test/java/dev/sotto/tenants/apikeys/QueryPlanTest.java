package dev.sotto.tenants.apikeys;

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

/** A page of API keys is read along an index among 100,000: 200 tenants with 5 users of 100 keys each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 550);
    private static final String NOW = "2026-03-01T00:00:00Z";
    private static final int OF_A_TENANT = 500;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("tenant", ScopedRead::of);
        plans.fill("api_keys", """
                insert into api_keys (id, tenant_id, user_id, name, key_hash, revoked_at)
                select uuid_of(0, n), uuid_of(1, n % 200), uuid_of(2, n % 1000), 'import', n::text,
                    case when n % 7 = 0 then now() end
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("api_keys");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER).flaws(PAGE, ApiKeyQueries.LIST, TENANT, before, PAGE, NOW))
                    .isEmpty();
        }
    }

    @Test
    void readsNoOtherTenantsKeysForAFilter() throws SQLException {
        for (UUID before : PAGES) {
            Object[] ofUser = {TENANT, before, PAGE, NOW, USER, null, null};
            Object[] revoked = {TENANT, before, PAGE, NOW, null, null, "Revoked"};

            for (Object[] wanted : List.of(ofUser, revoked)) {
                assertThat(plans.inTenant(TENANT, RESELLER).flawsOfSearch(OF_A_TENANT, ApiKeyQueries.FOUND, wanted))
                        .isEmpty();
            }
        }
    }
}
