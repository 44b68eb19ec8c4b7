package dev.sotto.billing.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.migration.OldDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Subscriptions from before plans had versions keep the price that they were charged and the limits that they had. */
@QuarkusTest
class PlanVersionsMigrationTest {

    private static final String PINNED = """
            select v.price_monthly, v.currency, v.processing_quota_minutes, v.storage_quota_mb, v.max_users,
                v.requests_per_minute, v.key_requests_per_minute, v.concurrent_jobs, v.weight, v.features,
                v.plan_version = p.current_version
            from subscriptions s join subscription_plan_versions v using (subscription_plan_id, plan_version)
            join subscription_plans p on p.id = s.subscription_plan_id where s.tenant_id = ?""";

    private final UUID reseller = UUID.randomUUID();
    private final UUID plan = UUID.randomUUID();

    @Test
    void keepsPriceAndLimitsOfEachSubscription() throws SQLException, IOException {
        try (OldDatabase old = OldDatabase.without(
                "billing", "subscription_plan_versions.sql", "subscription_life.sql", "charges_by_hand.sql")) {
            old.execute("""
                    insert into subscription_plans (id, name, price_monthly, currency, storage_quota_mb,
                        processing_quota_minutes, max_users, concurrent_jobs, features, created_at, updated_at)
                    values (?, 'Basic', 49, 'EUR', 200, 600, 9, 4, '{"diarization": true}', now(), now())""", plan);
            UUID early = tenant(old, """
                    "processing_ms": 3600000, "storage_bytes": 100000000, "max_users": 5, "weight": 2, "concurrency": 1,
                    "features": {}""");
            UUID later = tenant(old, """
                    "processing_ms": 3600000, "storage_bytes": 100000000, "max_users": 5, "weight": 1, "concurrency": 2,
                    "requests_per_minute": 60, "key_requests_per_minute": 30, "features": {"diarization": false}""");
            UUID current = tenant(old, """
                    "processing_ms": 36000000, "storage_bytes": 200000000, "max_users": 9, "weight": 1, "concurrency": 4,
                    "requests_per_minute": 600, "key_requests_per_minute": 300, "features": {"diarization": true}""");
            UUID unheard = tenant(old, null);

            old.migrate();

            assertThat(old.rows(PINNED, early)).containsExactly("49.0000|EUR|60|100|5|600|300|1|2|{}|f");
            assertThat(old.rows(PINNED, later))
                    .containsExactly("49.0000|EUR|60|100|5|60|30|2|1|{\"diarization\": false}|f");
            String asItIs = "49.0000|EUR|600|200|9|600|300|4|1|{\"diarization\": true}|t";
            assertThat(old.rows(PINNED, current)).containsExactly(asItIs);
            assertThat(old.rows(PINNED, unheard)).containsExactly(asItIs);
            assertThat(old.rows("select current_version, status from subscription_plans where id = ?", plan))
                    .containsExactly("3|Published");
            assertThat(old.rows("select plan_version from subscription_plan_versions order by id"))
                    .containsExactly("1", "2", "3");
        }
    }

    private UUID tenant(OldDatabase old, String limits) throws SQLException {
        UUID tenant = UUID.randomUUID();
        old.execute("""
                insert into subscriptions (id, tenant_id, reseller_id, subscription_plan_id, source, status, anchor,
                    next_charge_at, charged_periods, created_at, updated_at)
                values (?, ?, ?, ?, 'Manual', 'Active', now(), now(), 1, now(), now())""", tenant, tenant, reseller, plan);
        if (limits != null) {
            String data = "{\"subscription_plan_id\": \"" + plan + "\", " + limits + "}";
            old.execute(
                    "insert into replicas (topic, id, tenant_id, reseller_id, version, data) values (?, ?, ?, ?, ?, ?::jsonb)",
                    "tenant-changed",
                    tenant,
                    tenant,
                    reseller,
                    1L,
                    data);
        }
        return tenant;
    }
}
