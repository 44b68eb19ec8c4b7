package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to transfer a tenant to another reseller.
 *
 * @param subscriptionPlanId a system plan or a plan of the new reseller
 * @param from when the transfer takes place, at most one minute ago and one year ahead; when absent, now
 */
public record MoveTenant(
        @NotNull UUID resellerId,
        @NotNull UUID subscriptionPlanId,
        @Nullable Instant from) {}
