package dev.sotto.billing.plans;

import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** Writes versions of plans. A version is never changed or removed. */
final class PlanVersions {

    private static final String KEEP = """
            insert into subscription_plan_versions (id, subscription_plan_id, plan_version, reseller_id, price_monthly,
                price_yearly, currency, storage_quota_mb, processing_quota_minutes, max_users, requests_per_minute,
                key_requests_per_minute, concurrent_jobs, weight, features, created_at)
            select cast($2 as uuid), id, current_version, reseller_id, price_monthly, price_yearly, currency, storage_quota_mb,
                processing_quota_minutes, max_users, requests_per_minute, key_requests_per_minute, concurrent_jobs, weight,
                features, updated_at
            from subscription_plans where id = $1
            """;

    private PlanVersions() {}

    /** Keeps the plan's current version. The plan must have been flushed. */
    static Uni<Void> keep(OrmTransaction transaction, UUID planId) {
        return transaction.execute(KEEP, planId, Ids.next()).replaceWithVoid();
    }
}
