package dev.sotto.billing.usage;

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

/** A page of usage is read along an index among 100,000 records: 100 resellers with 2 tenants of 500 records each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 150);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final String FROM = "2026-02-01T00:00:00Z";
    private static final String TO = "2026-03-01T00:00:00Z";
    private static final String STEPS = "{2026-02-01T00:00:00Z,2026-02-15T00:00:00Z}";
    private static final int OF_A_USER = 100;
    private static final int OF_A_TENANT = 500;
    private static final int OF_A_RESELLER = 1_000;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("billing", ScopedRead::of);
        plans.fill("usage_records", """
                insert into usage_records (id, tenant_id, reseller_id, user_id, resource_type, amount, unit, recorded_at)
                select uuid_of(0, n), uuid_of(1, n % 200), uuid_of(3, n % 100), uuid_of(2, n % 1000),
                    case n / 200 % 2 when 0 then 'Processing' else 'Storage' end, 1, case n / 200 % 2 when 0 then 'Seconds' else 'MB' end,
                    timestamptz '2026-01-01T00:00:00Z' + n * interval '100 s'
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("usage_records");
    }

    @Test
    void readsATenantsPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(PAGE, UsageQueries.OF_TENANT, TENANT, before, null, null, null, PAGE))
                    .isEmpty();
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, UsageQueries.OF_TENANT, TENANT, before, null, null, null, PAGE))
                    .isEmpty();
            assertThat(plans.inPlatform().flaws(PAGE, UsageQueries.OF_TENANT, TENANT, before, null, null, null, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER)
                            .flaws(PAGE, UsageQueries.OF_RESELLER, RESELLER, before, null, null, null, PAGE))
                    .isEmpty();
            assertThat(plans.inPlatform()
                            .flaws(PAGE, UsageQueries.OF_RESELLER, RESELLER, before, null, null, null, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, UsageQueries.OF_ALL, null, before, null, null, null, PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsNoOtherRecordsForTimeAndResourceFilter() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flawsOfSearch(
                                    OF_A_TENANT, UsageQueries.OF_TENANT, TENANT, before, FROM, TO, "Storage", PAGE))
                    .isEmpty();
            assertThat(plans.inReseller(RESELLER)
                            .flawsOfSearch(
                                    OF_A_RESELLER,
                                    UsageQueries.OF_RESELLER,
                                    RESELLER,
                                    before,
                                    FROM,
                                    TO,
                                    "Storage",
                                    PAGE))
                    .isEmpty();
        }
    }

    @Test
    void readsNoOtherRecordsForASeries() throws SQLException {
        UUID user = new UUID(2, 150);
        Object[] ofTenant = {TENANT, FROM, TO, STEPS, "user_id", SeriesQueries.LONGEST};
        Object[] ofReseller = {RESELLER, FROM, TO, STEPS, "tenant_id", SeriesQueries.LONGEST};
        Object[] ofUser = {TENANT, FROM, TO, STEPS, "resource_type", SeriesQueries.LONGEST, user};

        assertThat(plans.inTenant(TENANT, RESELLER).flawsOfSearch(OF_A_TENANT, SeriesQueries.OF_TENANT, ofTenant))
                .isEmpty();
        assertThat(plans.inTenant(TENANT, RESELLER).flawsOfSearch(OF_A_USER, SeriesQueries.OF_USER, ofUser))
                .isEmpty();
        assertThat(plans.inReseller(RESELLER).flawsOfSearch(OF_A_RESELLER, SeriesQueries.OF_RESELLER, ofReseller))
                .isEmpty();
    }

    @Test
    void platformsTimeFilterUsesAnIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform()
                            .flaws(ListQueryPlans.ROWS, UsageQueries.OF_ALL, null, before, FROM, TO, null, PAGE))
                    .isEmpty();
        }
    }
}
