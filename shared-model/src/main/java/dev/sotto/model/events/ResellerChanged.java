package dev.sotto.model.events;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.Collector;
import dev.sotto.model.resellers.ResellerStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a reseller.
 *
 * @param suspensions reasons that are independent of each other; they apply to the reseller's tenants too
 * @param commissionRates all rates, past and present, oldest first
 * @param timeZone IANA; periods of new subscriptions are counted by its calendar
 * @param collectedBy who collects what the reseller's tenants pay, unless a subscription says otherwise
 */
public record ResellerChanged(
        UUID resellerId,
        long version,
        String name,
        ResellerStatus status,
        Set<SuspensionReason> suspensions,
        List<CommissionRate> commissionRates,
        Collector collectedBy,
        String timeZone)
        implements Event {

    /** Fills in members that older events do not have. */
    public ResellerChanged {
        collectedBy = collectedBy == null ? Collector.Reseller : collectedBy;
        timeZone = timeZone == null ? "UTC" : timeZone;
        suspensions = suspensions == null ? Set.of() : suspensions;
    }

    /**
     * A commission rate and the instant from which it applies.
     *
     * @param rate percent
     */
    public record CommissionRate(BigDecimal rate, Instant effectiveFrom) {}

    @Override
    public Topic topic() {
        return Topic.RESELLER_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return resellerId;
    }

    @Override
    public @Nullable UUID tenantId() {
        return null;
    }
}
