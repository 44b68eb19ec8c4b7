package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;

/** How a subscription is cancelled. */
public record SubscriptionCancellation(
        @JsonPropertyDescription(
                "Now: the rest of the period is credited, and the quota ends. PeriodEnd: it goes on until then.")
        @NotNull
        ChangeTime at) {}
