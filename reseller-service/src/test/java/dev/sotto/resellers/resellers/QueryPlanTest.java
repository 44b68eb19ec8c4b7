package dev.sotto.resellers.resellers;

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

/** A page of resellers is read along the primary key among 100,000, every fifth of them suspended. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID RESELLER = new UUID(0, 50);
    private static final int OF_A_FIFTH = 5 * PAGE;
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("reseller", ScopedRead::of);
        plans.fill("resellers", """
                insert into resellers (id, name, email, commission_rate, status, suspensions)
                select uuid_of(0, n), 'Northwind', 'office@example.com', 15, case when n % 5 = 0 then 'Suspended' else 'Active' end,
                    case when n % 5 = 0 then array['Billing'] else '{}' end
                from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("resellers");
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, ResellerQueries.OF_PLATFORM, before, PAGE, null, null, null))
                    .isEmpty();
        }
    }

    @Test
    void filtersByStatusAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform()
                            .flaws(OF_A_FIFTH, ResellerQueries.OF_PLATFORM, before, PAGE, "Suspended", null, null))
                    .isEmpty();
        }
    }

    @Test
    void resellerReadsOnlyItsOwnRow() throws SQLException {
        assertThat(plans.inReseller(RESELLER)
                        .flawsOfSearch(1, ResellerQueries.OF_ITSELF, FIRST_PAGE, PAGE, null, null, null, RESELLER))
                .isEmpty();
    }
}
