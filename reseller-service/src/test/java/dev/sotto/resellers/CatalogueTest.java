package dev.sotto.resellers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.Snapshot;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.catalogue.Catalogue;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compares the database with the data model and the rules of isolation. */
@QuarkusTest
class CatalogueTest {

    private Connection superuser;
    private Catalogue catalogue;

    @BeforeEach
    void look() throws SQLException {
        superuser = SottoTestResource.databases().superuser("reseller");
        catalogue = new Catalogue(superuser, "reseller");
    }

    @AfterEach
    void lookAway() throws SQLException {
        superuser.close();
    }

    @Test
    void tablesMatchDataModel() {
        assertThat(catalogue.matchesSeed("resellers", "branding_configurations"))
                .isEmpty();
    }

    @Test
    void everyTableIsIsolated() {
        assertThat(catalogue.isIsolated()).isEmpty();
        assertThat(catalogue.unnoticedWeakenings()).isEmpty();
        assertThat(catalogue.trespasses()).isEmpty();
        assertThat(catalogue.keysThatCrossTenants()).isEmpty();
    }

    @Test
    void grantsMatchTheFile() {
        assertThat(Snapshot.of("src/test/resources/grants.txt").differences(catalogue.grants()))
                .isEmpty();
    }
}
