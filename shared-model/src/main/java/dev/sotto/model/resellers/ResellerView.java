package dev.sotto.model.resellers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.Collector;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reseller, as the API returns it.
 *
 * @param suspensions why the reseller is suspended; they apply to its tenants too
 * @param version increases by one with each change; used as the ETag
 */
public record ResellerView(
        UUID id,
        String name,

        @JsonPropertyDescription(Meanings.CONTACT) String email,

        @JsonPropertyDescription(Meanings.CONTACT) @Nullable String phone,

        @JsonPropertyDescription(Meanings.COMMISSION_RATE) BigDecimal commissionRate,

        @JsonPropertyDescription(Meanings.COLLECTED_BY) Collector collectedBy,

        @JsonPropertyDescription(Meanings.TIME_ZONE) String timeZone,

        ResellerStatus status,
        Set<SuspensionReason> suspensions,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
