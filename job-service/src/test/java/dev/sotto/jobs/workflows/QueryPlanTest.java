package dev.sotto.jobs.workflows;

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

/** A page of workflows is read along an index among 100,000: 100 tenants with 10 users of 100 workflows each, a third public. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 50);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 550);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("job", ScopedRead::of);
        plans.fill("workflows", """
                insert into workflows (id, tenant_id, user_id, name, config, is_public)
                select uuid_of(0, n), uuid_of(1, n % 100), uuid_of(2, n % 1000), 'Minutes', '{}', n % 3 = 0
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("workflows");
    }

    @Test
    void readsAPageForAnAdminAlongTheTenantsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER).flaws(PAGE, WorkflowQueries.OF_TENANT, TENANT, before, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsAPageForAUserAlongTheirOwnAndThePublicOnes() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(2 * PAGE, WorkflowQueries.OF_USER, TENANT, before, PAGE, USER))
                    .isEmpty();
        }
    }
}
