package dev.sotto.billing.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.migration.OldDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The rows of the tables that the replicas replaced, and the versions that subscriptions follow. */
@QuarkusTest
class ReplicasMigrationTest {

    private static final String STANDING =
            "insert into standing (topic, id, tenant_id, reseller_id, version, data) values (?, ?, ?, ?, ?, ?::jsonb)";
    private static final String FOUND = "select version, status, data from replicas where topic = ? and id = ?";

    @Test
    void newestRowOfEachIdIsKept() throws SQLException, IOException {
        UUID reseller = UUID.randomUUID();
        UUID tenant = UUID.randomUUID();
        UUID plan = UUID.randomUUID();
        try (OldDatabase old = OldDatabase.without(
                "billing",
                "replicas.sql",
                "subscription_plan_versions.sql",
                "subscription_life.sql",
                "charges_by_hand.sql")) {
            String rates = "{\"status\": \"Active\", \"commission_rates\": [{\"rate\": 15}]}";
            old.execute(STANDING, "reseller-changed", reseller, null, reseller, 2L, "{\"status\": \"Active\"}");
            replica(old, "reseller_replica", reseller, null, reseller, 3, rates);
            old.execute(STANDING, "tenant-changed", tenant, tenant, reseller, 9L, "{\"status\": \"Closed\"}");
            replica(old, "tenant_replica", tenant, tenant, reseller, 6, "{\"status\": \"Active\"}");
            old.execute("""
                    insert into subscription_plans (id, name, price_monthly, currency, storage_quota_mb,
                        processing_quota_minutes, max_users, created_at, updated_at)
                    values (?, 'Basic', 1, 'EUR', 1, 1, 1, now(), now())""", plan);
            old.execute("""
                    insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor,
                        next_charge_at, charged_periods, created_at, updated_at)
                    values (?, ?, ?, ?, 'Manual', 'Active', now(), now(), 1, now(), now())""", tenant, tenant, reseller, plan);

            old.migrate();

            assertThat(old.rows(FOUND, "reseller-changed", reseller)).containsExactly("3|Active|" + rates);
            assertThat(old.rows(FOUND, "tenant-changed", tenant)).containsExactly("9|Closed|{\"status\": \"Closed\"}");
            // What its own consumer had handled, and not what was known of the tenant's status.
            assertThat(old.rows("select tenant_version from subscriptions where tenant_id = ?", tenant))
                    .containsExactly("6");
            assertThat(old.rows("select count(*) from replicas")).containsExactly("2");
            assertThat(old.rows("select relname from pg_class where relname ~ '^(standing|.*_replica)$'"))
                    .isEmpty();
        }
    }

    private static void replica(
            OldDatabase old, String table, UUID id, UUID tenantId, UUID resellerId, long version, String data)
            throws SQLException {
        old.execute(
                "insert into " + table + " (id, tenant_id, reseller_id, version, data) values (?, ?, ?, ?, ?::jsonb)",
                id,
                tenantId,
                resellerId,
                version,
                data);
    }
}
