package dev.sotto.model.events;

import dev.sotto.model.access.SuspensionReason;
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
 */
public record ResellerChanged(
        UUID resellerId,
        long version,
        String name,
        ResellerStatus status,
        Set<SuspensionReason> suspensions,
        List<CommissionRate> commissionRates)
        implements Event {

    /** Fills in suspensions, because older events have none. */
    public ResellerChanged {
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
