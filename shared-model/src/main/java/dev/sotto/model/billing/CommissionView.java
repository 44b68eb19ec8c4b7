package dev.sotto.model.billing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a reseller's commission.
 *
 * @param totals the sum of all lines by currency, whatever the page
 * @param nextCursor as in {@link dev.sotto.model.paging.Page}
 */
public record CommissionView(
        Map<String, BigDecimal> totals,
        List<CommissionLineView> items,
        @Nullable String nextCursor) {}
