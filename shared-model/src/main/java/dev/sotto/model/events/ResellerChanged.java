package dev.sotto.model.events;

import dev.sotto.model.resellers.ResellerStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reseller as it now is.
 *
 * @param commissionRates every rate it ever had, oldest first
 */
public record ResellerChanged(
        UUID resellerId, long version, String name, ResellerStatus status, List<CommissionRate> commissionRates)
        implements Event {

    /**
     * A rate and the instant from which it holds.
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
