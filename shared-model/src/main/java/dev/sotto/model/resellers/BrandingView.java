package dev.sotto.model.resellers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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

        @JsonPropertyDescription(Meanings.IS_DEFAULT) boolean isDefault,

        @JsonPropertyDescription(Meanings.THEME) Map<String, String> theme,

        @JsonPropertyDescription(Meanings.ASSETS) Map<String, String> assets,

        @JsonPropertyDescription(Meanings.TEXTS) Map<String, String> texts,

        long version,
        Instant createdAt,
        Instant updatedAt) {}
