package dev.sotto.jobs.queue;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps the shares and limits in the queue as the owners of tenants and resellers last published them. */
@ApplicationScoped
public class QueueTenants {

    private static final int LARGEST_WEIGHT = 1000;

    /** The reseller's row is locked, so that its suspension does not miss a tenant that is on its way. */
    private static final String KNOW_RESELLER = """
            insert into queue_resellers (reseller_id) values ($1)
            on conflict (reseller_id) do update set held = queue_resellers.held
            """;
    /** A tenant that is held no longer has saved nothing. */
    private static final String FOLLOW_TENANT = """
            insert into queue_tenants as t (tenant_id, reseller_id, version, weight, concurrency, held, reseller_held,
                virtual_time)
            select $1, $2, $3, $4, $5, $6, r.held, (select last_value from queue_clock)
            from queue_resellers r where r.reseller_id = $2
            on conflict (tenant_id) do update
            set reseller_id = excluded.reseller_id, version = excluded.version, weight = excluded.weight,
                concurrency = excluded.concurrency, held = excluded.held, reseller_held = excluded.reseller_held,
                virtual_time = case when t.held and not excluded.held then greatest(t.virtual_time, excluded.virtual_time)
                    else t.virtual_time end
            where t.version < excluded.version
            """;

    private static final String FOLLOW_RESELLER = """
            insert into queue_resellers as r (reseller_id, version, held) values ($1, $2, $3)
            on conflict (reseller_id) do update set version = excluded.version, held = excluded.held
            where r.version < excluded.version
            """;
    private static final String FOLLOW_ITS_TENANTS = """
            update queue_tenants t
            set reseller_held = r.held,
                virtual_time = case when r.held then t.virtual_time
                    else greatest(t.virtual_time, (select last_value from queue_clock)) end
            from queue_resellers r
            where r.reseller_id = $1 and t.reseller_id = r.reseller_id and t.reseller_held <> r.held
            """;
    private static final String WAKE = "select pg_notify('sotto_queue', '')";

    /** Follows a customer tenant, unless a newer version was followed. */
    public Uni<Void> follow(SqlTransaction transaction, TenantChanged tenant) {
        return transaction
                .execute(KNOW_RESELLER, tenant.resellerId())
                .chain(() -> transaction.execute(
                        FOLLOW_TENANT,
                        tenant.tenantId(),
                        tenant.resellerId(),
                        tenant.version(),
                        Math.max(1, Math.min(LARGEST_WEIGHT, tenant.weight())),
                        Math.max(0, tenant.concurrency()),
                        tenant.status() != TenantStatus.Active))
                .chain(() -> transaction.execute(WAKE))
                .replaceWithVoid();
    }

    /** Follows a reseller, unless a newer version was followed. Its suspension holds the jobs of all its tenants. */
    public Uni<Void> follow(SqlTransaction transaction, ResellerChanged reseller) {
        return transaction
                .execute(
                        FOLLOW_RESELLER,
                        reseller.resellerId(),
                        reseller.version(),
                        reseller.status() != ResellerStatus.Active)
                .chain(() -> transaction.execute(FOLLOW_ITS_TENANTS, reseller.resellerId()))
                .chain(() -> transaction.execute(WAKE))
                .replaceWithVoid();
    }
}
