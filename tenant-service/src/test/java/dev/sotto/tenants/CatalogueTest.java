package dev.sotto.tenants;

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

@QuarkusTest
class CatalogueTest {

    private Connection superuser;
    private Catalogue catalogue;

    @BeforeEach
    void connect() throws SQLException {
        superuser = SottoTestResource.databases().superuser("tenant");
        catalogue = new Catalogue(superuser, "tenant");
    }

    @AfterEach
    void disconnect() throws SQLException {
        superuser.close();
    }

    @Test
    void tablesMatchDataModel() {
        assertThat(catalogue.matchesSeed("tenants", "users", "api_keys")).isEmpty();
    }

    @Test
    void everyTableIsIsolated() {
        assertThat(catalogue.isIsolated()).isEmpty();
    }

    @Test
    void noScopeReachesForeignRows() {
        assertThat(catalogue.trespasses()).isEmpty();
        // An e-mail address belongs to one user and a domain to one tenant of the whole platform. Nobody can guess a
        // key's hash.
        assertThat(catalogue.keysThatCrossTenants("users_email_idx", "tenants_domain_idx", "api_keys_key_hash_key"))
                .isEmpty();
    }

    @Test
    void noticesEveryWeakening() {
        assertThat(catalogue.unnoticedWeakenings()).isEmpty();
    }

    @Test
    void grantsMatchTheFile() {
        assertThat(Snapshot.of("src/test/resources/grants.txt").differences(catalogue.grants()))
                .isEmpty();
    }
}
