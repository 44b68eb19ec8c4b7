package dev.sotto.jobs.quota;

import dev.sotto.jobs.queue.QueueTenants;
import dev.sotto.model.BillingPeriod;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.runtime.readthrough.TenantReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tenants' accounts, with the limits that tenant-service last published. */
@ApplicationScoped
public class TenantQuotas {

    private static final Caller OPENING = Caller.system("quota-accounts");
    private static final String OPEN = """
            insert into quota_accounts (tenant_id, reseller_id, status, anchor, period_start, period_end,
                processing_limit_ms, storage_limit_bytes, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant_id) do update
            set reseller_id = excluded.reseller_id, status = excluded.status, anchor = excluded.anchor,
                processing_limit_ms = excluded.processing_limit_ms, storage_limit_bytes = excluded.storage_limit_bytes,
                version = excluded.version, updated_at = now()
            where quota_accounts.version < excluded.version
            """;
    /** An account without a followed place in the queue counts as unknown: an earlier release opened it. */
    private static final String FIND = """
            select status, anchor, period_start, processing_limit_ms, processing_used_ms, processing_reserved_ms,
                storage_limit_bytes, storage_used_bytes, storage_reserved_bytes
            from quota_accounts
            where tenant_id = $1 and exists (select from queue_tenants q where q.tenant_id = $1 and q.version > 0)
            """;

    private final ScopedTransaction transactions;
    private final TenantReplicas tenants;
    private final QueueTenants queue;
    private final Clock clock;

    TenantQuotas(ScopedTransaction transactions, TenantReplicas tenants, QueueTenants queue, Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * Returns the account of the caller's tenant. Asks tenant-service if the tenant is unknown. Must not be called
     * inside a transaction.
     */
    public Uni<QuotaAccount> account(Caller caller) {
        UUID tenantId = caller.requireTenantId();
        return find(caller, tenantId)
                .flatMap(known -> known != null ? Uni.createFrom().item(known) : ask(caller, tenantId));
    }

    /** Returns what the plan of the caller's tenant includes. Must not be called inside a transaction. */
    public Uni<PlanFeatures> features(Caller caller) {
        return tenants.own(caller).map(tenant -> tenant == null ? PlanFeatures.ALL : tenant.features());
    }

    private Uni<@Nullable QuotaAccount> find(Caller caller, UUID tenantId) {
        return transactions.readFirst(caller, QuotaAccount::of, FIND, tenantId);
    }

    private Uni<QuotaAccount> ask(Caller caller, UUID tenantId) {
        return tenants.own(caller)
                .call(tenant -> tenant == null
                        ? Uni.createFrom().voidItem()
                        : transactions.sql(OPENING, transaction -> follow(transaction, tenant)))
                .flatMap(ignored -> find(caller, tenantId))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.of(
                        ProblemType.FORBIDDEN,
                        "The organisation has no subscription plan. Only organisations with a plan can submit jobs."));
    }

    /** Opens or updates the tenant's account and its share in the queue, unless a newer version was followed. Other tenants have none. */
    Uni<Void> follow(SqlTransaction transaction, TenantChanged tenant) {
        if (tenant.kind() != TenantKind.Customer) {
            return Uni.createFrom().voidItem();
        }
        BillingPeriod period = BillingPeriod.containing(tenant.anchor(), clock.instant());
        return transaction
                .execute(
                        OPEN,
                        tenant.tenantId(),
                        tenant.resellerId(),
                        tenant.status().name(),
                        utc(tenant.anchor()),
                        utc(period.start()),
                        utc(period.end()),
                        tenant.processingMs(),
                        tenant.storageBytes(),
                        tenant.version())
                .chain(() -> queue.follow(transaction, tenant));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
