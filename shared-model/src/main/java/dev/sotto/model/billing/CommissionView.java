package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a reseller's commission.
 *
 * @param nextCursor as in {@link dev.sotto.model.paging.Page}
 */
public record CommissionView(
        @JsonPropertyDescription("The reseller's part of all lines, whatever the page: an amount for each currency")
        Map<String, BigDecimal> totals,

        @JsonPropertyDescription("What the platform owes the reseller of what the platform collected, by currency")
        Map<String, BigDecimal> platformOwes,

        @JsonPropertyDescription("What the reseller owes the platform of what the reseller collected, by currency")
        Map<String, BigDecimal> resellerOwes,

        @JsonPropertyDescription("platform_owes − reseller_owes, by currency. Negative: the reseller has to pay.")
        Map<String, BigDecimal> balance,

        List<CommissionLineView> items,
        @Nullable String nextCursor) {}
