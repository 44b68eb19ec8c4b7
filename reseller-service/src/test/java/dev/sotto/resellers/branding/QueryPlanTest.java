package dev.sotto.resellers.branding;

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

/** A page of branding is read along an index among 100,000 configurations: 200 resellers with 500 each. */
@QuarkusTest
class QueryPlanTest {

    private static final UUID TENANT = new UUID(1, 550);
    private static final UUID RESELLER = new UUID(3, 50);
    private static final List<UUID> PAGES = List.of(FIRST_PAGE, LATER_PAGE);

    private static ListQueryPlans plans;

    @BeforeAll
    static void manyRows() throws SQLException {
        plans = ListQueryPlans.of("reseller", ScopedRead::of);
        plans.fill("branding_configurations", """
                insert into branding_configurations (id, reseller_id, name)
                select uuid_of(0, n), uuid_of(3, n % 200), 'Harbour blue ' || n from generate_series(1, 100000) n
                """);
    }

    @AfterAll
    static void none() throws SQLException {
        plans.empty("branding_configurations");
    }

    @Test
    void readsAResellersPageAlongItsIndex() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inReseller(RESELLER).flaws(PAGE, BrandingQueries.LIST_OF_RESELLER, before, PAGE, RESELLER))
                    .isEmpty();
            assertThat(plans.inTenant(TENANT, RESELLER)
                            .flaws(PAGE, BrandingQueries.LIST_OF_RESELLER, before, PAGE, RESELLER))
                    .isEmpty();
        }
    }

    @Test
    void readsThePlatformsPageAlongThePrimaryKey() throws SQLException {
        for (UUID before : PAGES) {
            assertThat(plans.inPlatform().flaws(PAGE, BrandingQueries.LIST_OF_ALL, before, PAGE))
                    .isEmpty();
        }
    }
}
