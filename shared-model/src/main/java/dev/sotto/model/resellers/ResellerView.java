package dev.sotto.model.resellers;

import dev.sotto.model.access.SuspensionReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reseller.
 *
 * @param commissionRate percent of each charge
 * @param suspensions the reasons for which it is suspended, and its tenants with it
 * @param version goes up by one with each change; the ETag
 */
public record ResellerView(
        UUID id,
        String name,
        String email,
        @Nullable String phone,
        BigDecimal commissionRate,
        ResellerStatus status,
        Set<SuspensionReason> suspensions,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
