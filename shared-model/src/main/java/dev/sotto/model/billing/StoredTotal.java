package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.util.UUID;

/** What is stored of a tenant's jobs now. */
public record StoredTotal(
        UUID tenantId,

        @JsonPropertyDescription("In unit, with six decimals")
        BigDecimal amount,

        String unit,

        @JsonPropertyDescription("Of how many jobs a recording or a transcript is stored")
        long jobs) {}
