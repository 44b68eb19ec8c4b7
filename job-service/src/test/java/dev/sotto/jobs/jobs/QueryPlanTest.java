package dev.sotto.jobs.jobs;

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

/** A page of jobs is read along an index among 100,000: 200 tenants with 5 users of 100 jobs each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 550);
    private static final int OF_A_TENANT = 500;
    private static final int OF_A_USER = 100;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("job", ScopedRead::of);
        plans.fill("jobs", """
                insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, status, file_path, file_name,
                    file_bytes, audio_ms, reserved_ms, reserved_bytes, result_path, completed_at, reason)
                select uuid_of(0, n), uuid_of(1, n % 200), uuid_of(3, n % 100), uuid_of(2, n % 1000), uuid_of(4, 1), 1,
                    case when failed then 'Failed' else 'Completed' end, 'p', 'f', 1, 1, 1, 1, case when failed then null else 'r' end,
                    now(), case when failed then 'engine-failed' end
                from generate_series(1, 100000) n, lateral (select n % 101 = 0 as failed) as outcome
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("jobs");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER).flaws(PAGE, JobQueries.OF_TENANT, TENANT, before, PAGE, null))
                    .isEmpty();
        }
    }

    @Test
    void readsAUsersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(PAGE, JobQueries.OF_USER, TENANT, before, PAGE, null, USER))
                    .isEmpty();
        }
    }

    @Test
    void readsNoOtherJobsForAStatusFilter() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(OF_A_TENANT, JobQueries.OF_TENANT, TENANT, before, PAGE, "Failed"))
                    .isEmpty();
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(OF_A_USER, JobQueries.OF_USER, TENANT, before, PAGE, "Failed", USER))
                    .isEmpty();
        }
    }
}
