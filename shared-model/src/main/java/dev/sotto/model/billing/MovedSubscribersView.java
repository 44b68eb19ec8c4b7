package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.UUID;

/** How many subscribers are moved to the current version of a plan. */
public record MovedSubscribersView(
        UUID subscriptionPlanId,

        @JsonPropertyDescription("The version that they are moved to")
        int planVersion,

        @JsonPropertyDescription("Subscriptions that had another version and will be moved")
        int subscriptions) {}
