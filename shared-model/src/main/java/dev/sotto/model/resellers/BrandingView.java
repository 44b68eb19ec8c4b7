package dev.sotto.model.resellers;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * How a reseller's product looks and speaks.
 *
 * @param version goes up by one with each change; the ETag
 */
public record BrandingView(
        UUID id,
        UUID resellerId,
        String name,
        boolean isDefault,
        Map<String, String> theme,
        Map<String, String> assets,
        Map<String, String> texts,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
