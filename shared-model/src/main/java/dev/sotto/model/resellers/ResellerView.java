package dev.sotto.model.resellers;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reseller.
 *
 * @param commissionRate percent of each charge
 * @param version goes up by one with each change; the ETag
 */
public record ResellerView(
        UUID id,
        String name,
        String email,
        @Nullable String phone,
        BigDecimal commissionRate,
        ResellerStatus status,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
