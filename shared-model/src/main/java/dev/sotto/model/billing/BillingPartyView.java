package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is billed. Members are absent until somebody sets them.
 *
 * @param version 0 until somebody sets them, then increases by one with each change; used as the ETag
 */
public record BillingPartyView(
        @Nullable String legalName,
        @Nullable String street,
        @Nullable String postalCode,
        @Nullable String city,
        @Nullable String region,

        @JsonPropertyDescription("ISO 3166-1 alpha-2") @Nullable
        String country,

        @JsonPropertyDescription("With its prefix, without blanks") @Nullable
        String vatNumber,

        long version,
        @Nullable Instant updatedAt) {

    /** Nobody has set any. */
    public static final BillingPartyView NONE = new BillingPartyView(null, null, null, null, null, null, null, 0, null);
}
