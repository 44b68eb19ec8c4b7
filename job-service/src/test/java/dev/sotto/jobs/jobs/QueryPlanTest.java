package dev.sotto.jobs.jobs;

import static dev.sotto.testing.queryplans.ListQueryPlans.FIRST_PAGE;
import static dev.sotto.testing.queryplans.ListQueryPlans.LATER_PAGE;
import static dev.sotto.testing.queryplans.ListQueryPlans.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.jobs.JobStatus;
import dev.sotto.runtime.isolation.ScopedRead;
import dev.sotto.runtime.paging.PageRequest;
import dev.sotto.testing.queryplans.ListQueryPlans;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page of jobs is read along an index among 100,000: 200 tenants with 5 users of 100 jobs each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final UUID USER = new UUID(2, 550);
    private static final int OF_A_TENANT = 500;
    private static final int OF_A_USER = 100;
    private static final List<PageRequest> PAGES =
            List.of(new PageRequest(PAGE - 1, FIRST_PAGE), new PageRequest(PAGE - 1, LATER_PAGE));

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
        for (PageRequest page : PAGES) {
            JobList list = new JobList(TENANT, null, false, new JobFilter());
            assertThat(flaws(PAGE, list, page)).isEmpty();
        }
    }

    @Test
    void readsAUsersPageAlongItsIndex() throws SQLException {
        for (PageRequest page : PAGES) {
            JobList list = new JobList(TENANT, USER, false, new JobFilter());
            assertThat(flaws(PAGE, list, page)).isEmpty();
        }
    }

    @Test
    void readsTheOldestJobsAlongTheSameIndex() throws SQLException {
        JobFilter filter = new JobFilter();
        filter.sort = "created_at";
        for (PageRequest page : PAGES) {
            assertThat(flaws(PAGE, new JobList(TENANT, null, false, filter), page))
                    .isEmpty();
        }
    }

    /** Each filter alone, and all of them. */
    static Stream<JobFilter> filters() {
        JobFilter status = new JobFilter();
        status.status = List.of(JobStatus.Failed, JobStatus.Cancelled);
        JobFilter search = new JobFilter();
        search.search = "minutes";
        JobFilter workflow = new JobFilter();
        workflow.workflowId = new UUID(4, 1);
        JobFilter time = new JobFilter();
        time.from = Instant.EPOCH;
        JobFilter all = new JobFilter();
        all.status = status.status;
        all.search = search.search;
        all.workflowId = workflow.workflowId;
        all.from = time.from;
        return Stream.of(status, search, workflow, time, all);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void readsNoOtherJobsForAFilter(JobFilter filter) throws SQLException {
        for (PageRequest page : PAGES) {
            JobList ofTenant = new JobList(TENANT, null, true, filter);
            assertThat(searchFlaws(OF_A_TENANT, ofTenant.page(), ofTenant.ofPage(page)))
                    .isEmpty();
            JobList ofUser = new JobList(TENANT, USER, true, filter);
            assertThat(searchFlaws(OF_A_USER, ofUser.page(), ofUser.ofPage(page)))
                    .isEmpty();
        }
    }

    @Test
    void countsNoOtherJobs() throws SQLException {
        JobList ofTenant = new JobList(TENANT, null, false, new JobFilter());
        assertThat(plans.inTenant(TENANT, RESELLER).rowsRead(ofTenant.count(), ofTenant.ofCount()))
                .isEqualTo(OF_A_TENANT);
        JobList ofUser = new JobList(TENANT, USER, false, new JobFilter());
        assertThat(plans.inTenant(TENANT, RESELLER).rowsRead(ofUser.count(), ofUser.ofCount()))
                .isEqualTo(OF_A_USER);
    }

    @Test
    void readsOnlyWhatMovedForAStream() throws SQLException {
        Object[] parameters = {TENANT, "2100-01-01T00:00:00Z", new UUID(-1, -1), "{}", 100, 500};
        assertThat(plans.inTenant(TENANT, RESELLER).rowsRead(JobChanges.READ, parameters))
                .isLessThan(10);
    }

    private static List<String> flaws(int most, JobList list, PageRequest page) throws SQLException {
        return plans.inTenant(TENANT, RESELLER).flaws(most, list.page(), texts(list.ofPage(page)));
    }

    private static List<String> searchFlaws(int most, String statement, Object... parameters) throws SQLException {
        return plans.inTenant(TENANT, RESELLER).flawsOfSearch(most, statement, texts(parameters));
    }

    private static Object[] texts(Object... parameters) {
        return Stream.of(parameters)
                .map(each -> each instanceof String[] words ? "{" + String.join(",", words) + "}" : each)
                .toArray();
    }
}
