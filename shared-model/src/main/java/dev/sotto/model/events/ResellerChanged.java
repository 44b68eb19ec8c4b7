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
 * A reseller as it now is.
 *
 * @param suspensions independent of each other; they hold for its tenants too
 * @param commissionRates every rate it ever had, oldest first
 */
public record ResellerChanged(
        UUID resellerId,
        long version,
        String name,
        ResellerStatus status,
        Set<SuspensionReason> suspensions,
        List<CommissionRate> commissionRates)
        implements Event {

    /** Events of before suspensions were there say nothing of them. */
    public ResellerChanged {
        suspensions = suspensions == null ? Set.of() : suspensions;
    }

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
