package dev.sotto.model.billing;

import java.time.Instant;
import java.util.List;

/**
 * A tenant's usage totals for a time range.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record UsageView(Instant from, Instant to, List<UsageTotal> totals) {}
