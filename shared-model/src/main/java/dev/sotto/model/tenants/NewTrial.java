package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A beginning without charge. */
public record NewTrial(
        @JsonPropertyDescription("How many days nothing is charged, counted in the reseller's time zone")
        @NotNull
        @Min(1)
        @Max(366)
        Integer days,

        @JsonPropertyDescription("The plan that follows; absent: the subscription expires when the trial ends")
        @Nullable
        UUID planAfterId) {}
