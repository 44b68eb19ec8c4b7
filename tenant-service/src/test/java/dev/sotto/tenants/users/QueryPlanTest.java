package dev.sotto.tenants.users;

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

/** A page of users is read along an index among 100,000: 200 tenants with 500 users each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("tenant", ScopedRead::of);
        plans.fill("users", """
                insert into users (id, tenant_id, email, role, status, tenant_kind)
                select uuid_of(0, n), uuid_of(1, n % 200), lpad(n::text, 7, '0') || '@example.com', 'User', 'Invited', 'Customer'
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("users");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(PAGE, UserQueries.LIST, TENANT, before, null, null, null, null, PAGE))
                    .isEmpty();
        }
    }
}
