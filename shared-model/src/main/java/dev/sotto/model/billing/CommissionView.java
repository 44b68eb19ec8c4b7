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
        @JsonPropertyDescription("The sum of all lines, whatever the page: an amount for each currency")
        Map<String, BigDecimal> totals,

        List<CommissionLineView> items,
        @Nullable String nextCursor) {}
