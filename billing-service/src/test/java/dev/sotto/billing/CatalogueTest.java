package dev.sotto.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.Snapshot;
import dev.sotto.testing.catalogue.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Compares the database with the data model and the rules of isolation. */
@QuarkusTest
class CatalogueTest {

    @Test
    void tablesMatchDataModel() throws SQLException {
        try (Connection superuser = World.superuser()) {
            assertThat(new Catalogue(superuser, "billing").matchesSeed("subscription_plans", "usage_records"))
                    .isEmpty();
        }
    }

    @Test
    void everyTableIsIsolated() throws SQLException {
        try (Connection superuser = World.superuser()) {
            Catalogue catalogue = new Catalogue(superuser, "billing");
            assertThat(catalogue.isIsolated()).isEmpty();
            assertThat(catalogue.unnoticedWeakenings()).isEmpty();
            assertThat(catalogue.trespasses()).isEmpty();
            assertThat(catalogue.keysThatCrossTenants()).isEmpty();
        }
    }

    @Test
    void grantsMatchTheFile() throws SQLException {
        try (Connection superuser = World.superuser()) {
            String grants = new Catalogue(superuser, "billing").grants();
            assertThat(Snapshot.of("src/test/resources/grants.txt").differences(grants))
                    .isEmpty();
        }
    }
}
