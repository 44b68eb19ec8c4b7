package dev.sotto.model.billing;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * The sum of a tenant's usage of one resource over the time asked for.
 *
 * @param amount in {@code unit}, six decimals
 * @param records how many usage records it sums
 */
public record UsageTotal(UUID tenantId, ResourceType resourceType, BigDecimal amount, String unit, long records) {}
