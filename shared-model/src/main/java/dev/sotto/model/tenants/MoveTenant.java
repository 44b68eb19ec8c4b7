package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a tenant to become another reseller's.
 *
 * @param subscriptionPlanId a system plan or one of the new reseller's own
 * @param from the instant of the move, now when absent; at most a minute ago and a year ahead
 */
public record MoveTenant(
        @NotNull UUID resellerId,
        @NotNull UUID subscriptionPlanId,
        @Nullable Instant from) {}
