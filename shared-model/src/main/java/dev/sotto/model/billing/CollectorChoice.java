package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;

/** Who collects what a subscription costs. */
public record CollectorChoice(
        @JsonPropertyDescription("For lines from now on; those that are written keep theirs") @NotNull
        Collector collectedBy) {}
