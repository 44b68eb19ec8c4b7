package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A change of plan or interval. */
public record SubscriptionChange(
        @JsonPropertyDescription(
                "The plan, always in its current version; naming the plan that it has moves it to that version. Absent: the"
                        + " plan and version that it has")
        @Nullable
        UUID subscriptionPlanId,

        @JsonPropertyDescription("Absent: as it is") @Nullable
        BillingInterval interval,

        @JsonPropertyDescription("Now or PeriodEnd") @NotNull
        ChangeTime at) {}
