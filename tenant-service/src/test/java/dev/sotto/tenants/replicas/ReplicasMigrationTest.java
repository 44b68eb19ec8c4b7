package dev.sotto.tenants.replicas;

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
    private static final String REPLICAS =
            "select version, status, suspensions, tenant_id, reseller_id, user_id, data from replicas"
                    + " where topic = ? and id = ?";

    private final UUID reseller = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Test
    void newestRowOfEachIdIsKept() throws SQLException, IOException {
        UUID tenant = UUID.randomUUID();
        UUID user = UUID.randomUUID();
        UUID key = UUID.randomUUID();
        UUID plan = UUID.randomUUID();
        UUID branding = UUID.randomUUID();
        try (OldDatabase old = OldDatabase.without(
                "tenant",
                "replicas.sql",
                "overrides.sql",
                "webhooks.sql",
                "plan_letters.sql",
                "plan_assignments.sql")) {
            String suspended = "{\"status\": \"Suspended\", \"suspensions\": [\"Billing\", \"Abuse\"]}";
            old.execute(STANDING, "reseller-changed", reseller, null, reseller, 3L, suspended);
            old.execute(STANDING, "tenant-changed", reseller, reseller, reseller, 1L, "{\"status\": \"Active\"}");
            old.execute(STANDING, "user-changed", user, tenant, reseller, 7L, "{\"status\": \"Removed\"}");
            String ofUser = "{\"user_id\": \"" + user + "\"}";
            old.execute(STANDING, "api-key-changed", key, tenant, reseller, 2L, ofUser);
            old.execute(STANDING, "reseller-changed", other, null, other, 1L, "{\"status\": \"Active\"}");
            replica(old, "reseller_replica", reseller, reseller, 2, "{\"status\": \"Active\"}");
            replica(old, "reseller_replica", other, other, 5, "{\"status\": \"Closed\"}");
            replica(old, "plan_replica", plan, null, 4, "{\"name\": \"Basic\", \"plan_version\": 1}");
            replica(old, "branding_replica", branding, reseller, 1, "{\"deleted\": true}");
            old.execute("""
                    insert into tenants (id, reseller_id, name, kind, subscription_plan_id, storage_quota_mb,
                        processing_quota_minutes, max_users)
                    values (?, ?, 'Acme', 'Customer', ?, 1, 1, 1)""", tenant, reseller, plan);

            old.migrate();

            assertThat(old.rows(REPLICAS, "reseller-changed", reseller))
                    .containsExactly("3|Suspended|{Abuse,Billing}|null|" + reseller + "|null|" + suspended);
            assertThat(old.rows(REPLICAS, "reseller-changed", other))
                    .containsExactly("5|Closed|{}|null|" + other + "|null|{\"status\": \"Closed\"}");
            assertThat(old.rows(REPLICAS, "tenant-changed", reseller))
                    .containsExactly("1|Active|{}|" + reseller + "|" + reseller + "|null|{\"status\": \"Active\"}");
            assertThat(old.rows(REPLICAS, "user-changed", user))
                    .containsExactly("7|Removed|{}|" + tenant + "|" + reseller + "|null|{\"status\": \"Removed\"}");
            assertThat(old.rows(REPLICAS, "api-key-changed", key))
                    .containsExactly("2|null|{}|" + tenant + "|" + reseller + "|" + user + "|" + ofUser);
            assertThat(old.rows(REPLICAS, "plan-changed", plan))
                    .containsExactly("4|null|{}|null|null|null|{\"name\": \"Basic\", \"plan_version\": 1}");
            assertThat(old.rows(REPLICAS, "branding-changed", branding))
                    .containsExactly("1|null|{}|null|" + reseller + "|null|{\"deleted\": true}");
            assertThat(old.rows("select count(*) from replicas")).containsExactly("7");
            assertThat(old.rows("select status, reseller_suspensions from tenant_overviews where id = ?", tenant))
                    .containsExactly("Suspended|{Abuse,Billing}");
            assertThat(old.rows("select relname from pg_class where relname ~ '^(standing|.*_replica)$'"))
                    .isEmpty();
        }
    }

    private static void replica(OldDatabase old, String table, UUID id, UUID resellerId, long version, String data)
            throws SQLException {
        old.execute(
                "insert into " + table + " (id, reseller_id, version, data) values (?, ?, ?, ?::jsonb)",
                id,
                resellerId,
                version,
                data);
    }
}
