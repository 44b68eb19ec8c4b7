package dev.sotto.jobs.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.migration.OldDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rows of the tables that the replicas replaced. */
@QuarkusTest
class ReplicasMigrationTest {

    private static final String STANDING =
            "insert into standing (topic, id, tenant_id, reseller_id, version, data) values (?, ?, ?, ?, ?, ?::jsonb)";
    private static final String REPLICA =
            "insert into tenant_replica (id, tenant_id, reseller_id, version, data) values (?, ?, ?, ?, ?::jsonb)";
    private static final String FOUND = "select version, status, suspensions from replicas where topic = ? and id = ?";

    @Test
    void newestRowOfEachIdIsKept() throws SQLException, IOException {
        UUID reseller = UUID.randomUUID();
        UUID newer = UUID.randomUUID();
        UUID older = UUID.randomUUID();
        UUID only = UUID.randomUUID();
        try (OldDatabase old = OldDatabase.without("job", "replicas.sql", "queue.sql")) {
            old.execute(STANDING, "reseller-changed", reseller, null, reseller, 3L, "{\"status\": \"Closed\"}");
            String suspended = "{\"status\": \"Suspended\", \"suspensions\": [\"Abuse\"]}";
            old.execute(STANDING, "tenant-changed", newer, newer, reseller, 2L, suspended);
            old.execute(STANDING, "tenant-changed", older, older, reseller, 2L, suspended);
            old.execute(REPLICA, newer, newer, reseller, 1L, "{\"status\": \"Active\"}");
            old.execute(REPLICA, older, older, reseller, 3L, "{\"status\": \"Active\", \"suspensions\": []}");
            old.execute(REPLICA, only, only, reseller, 1L, "{\"status\": \"Active\"}");

            old.migrate();

            assertThat(old.rows(FOUND, "reseller-changed", reseller)).containsExactly("3|Closed|{}");
            assertThat(old.rows(FOUND, "tenant-changed", newer)).containsExactly("2|Suspended|{Abuse}");
            assertThat(old.rows(FOUND, "tenant-changed", older)).containsExactly("3|Active|{}");
            assertThat(old.rows(FOUND, "tenant-changed", only)).containsExactly("1|Active|{}");
            assertThat(old.rows("select count(*) from replicas")).containsExactly("4");
            assertThat(old.rows("select relname from pg_class where relname ~ '^(standing|.*_replica)$'"))
                    .isEmpty();
        }
    }
}
