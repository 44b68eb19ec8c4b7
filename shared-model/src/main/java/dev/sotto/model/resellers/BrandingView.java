package dev.sotto.model.resellers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The look and the texts of a reseller's product.
 *
 * @param version increases by one with each change; used as the ETag
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
