package dev.sotto.jobs.quota;

import dev.sotto.model.BillingPeriod;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Changes a tenant's account. Each change is one statement inside a larger transaction. */
@ApplicationScoped
public class Quota {

    private static final String RESERVE = """
            update quota_accounts
            set processing_used_ms = case when period_start < $2 then 0 else processing_used_ms end,
                period_end = case when period_start < $2 then $3 else period_end end,
                period_start = greatest(period_start, $2),
                processing_reserved_ms = processing_reserved_ms + $4,
                storage_reserved_bytes = storage_reserved_bytes + $5,
                storage_used_bytes = storage_used_bytes - $7,
                updated_at = now()
            where tenant_id = $1 and anchor = $6 and status = 'Active'
                and case when period_start < $2 then 0 else processing_used_ms end + processing_reserved_ms + $4
                    <= processing_limit_ms
                and storage_used_bytes - $7 + storage_reserved_bytes + $5 <= storage_limit_bytes
            """;
    private static final String SETTLE = """
            update quota_accounts
            set processing_used_ms = case when period_start < $2 then 0 else processing_used_ms end + $4,
                period_end = case when period_start < $2 then $3 else period_end end,
                period_start = greatest(period_start, $2),
                processing_reserved_ms = processing_reserved_ms - $5,
                storage_used_bytes = storage_used_bytes + $6,
                storage_reserved_bytes = storage_reserved_bytes - $7,
                updated_at = now()
            where tenant_id = $1 and anchor = $8
            """;
    private static final String RELEASE = """
            update quota_accounts
            set processing_reserved_ms = processing_reserved_ms - $2,
                storage_reserved_bytes = storage_reserved_bytes - $3,
                updated_at = now()
            where tenant_id = $1
            """;
    private static final String FREE = """
            update quota_accounts set storage_used_bytes = storage_used_bytes - $2, updated_at = now() where tenant_id = $1
            """;
    private static final String FIND = """
            select status, anchor, period_start, processing_limit_ms, processing_used_ms, processing_reserved_ms,
                storage_limit_bytes, storage_used_bytes, storage_reserved_bytes
            from quota_accounts where tenant_id = $1
            """;

    private final Clock clock;

    Quota(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reserves quota, or fails with what is missing.
     *
     * @param anchor the start of the tenant's billing periods, as last seen; the account's own anchor decides
     */
    public Uni<Void> reserve(SqlTransaction transaction, UUID tenantId, Instant anchor, Reservation asked) {
        return reserve(transaction, tenantId, anchor, asked, 0);
    }

    /**
     * Reserves quota for a job that has stored bytes already. These are part of the new reservation, so they do not count
     * twice.
     */
    public Uni<Void> reserve(
            SqlTransaction transaction, UUID tenantId, Instant anchor, Reservation asked, long storedBytes) {
        BillingPeriod period = BillingPeriod.containing(anchor, clock.instant());
        return transaction
                .execute(
                        RESERVE,
                        tenantId,
                        utc(period.start()),
                        utc(period.end()),
                        asked.millis(),
                        asked.bytes(),
                        utc(anchor),
                        storedBytes)
                .flatMap(rows -> rows == 1
                        ? Uni.createFrom().voidItem()
                        : account(transaction, tenantId)
                                .flatMap(account -> account.anchor().equals(anchor)
                                        ? Uni.createFrom()
                                                .failure(account.refusal(asked.without(storedBytes), clock.instant()))
                                        : reserve(transaction, tenantId, account.anchor(), asked, storedBytes)));
    }

    /**
     * Turns a reservation into use, in the current period.
     *
     * @param anchor as in {@link #reserve}; the tenant's anchor may change while a job runs
     */
    public Uni<Void> settle(
            SqlTransaction transaction, UUID tenantId, Instant anchor, Reservation reserved, Reservation.Used used) {
        BillingPeriod period = BillingPeriod.containing(anchor, clock.instant());
        return transaction
                .execute(
                        SETTLE,
                        tenantId,
                        utc(period.start()),
                        utc(period.end()),
                        used.millis(),
                        reserved.millis(),
                        used.bytes(),
                        reserved.bytes(),
                        utc(anchor))
                .flatMap(rows -> rows == 1
                        ? Uni.createFrom().voidItem()
                        : account(transaction, tenantId)
                                .flatMap(account -> settle(transaction, tenantId, account.anchor(), reserved, used)));
    }

    /** Releases a reservation. */
    public Uni<Void> release(SqlTransaction transaction, UUID tenantId, Reservation reserved) {
        return transaction
                .execute(RELEASE, tenantId, reserved.millis(), reserved.bytes())
                .replaceWithVoid();
    }

    /** Counts bytes that are no longer stored. An imported tenant may have no account yet, and then uses nothing. */
    public Uni<Void> free(SqlTransaction transaction, UUID tenantId, long bytes) {
        return transaction.execute(FREE, tenantId, bytes).replaceWithVoid();
    }

    private static Uni<QuotaAccount> account(SqlTransaction transaction, UUID tenantId) {
        return transaction
                .first(QuotaAccount::of, FIND, tenantId)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("no quota account of tenant " + tenantId));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
