package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;

/** Moves all subscribers of a plan to its current version. */
public record PlanMove(
        @JsonPropertyDescription("Now or PeriodEnd") @NotNull
        ChangeTime at) {}
