package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanFeatures;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, and where: what a page needs first.
 *
 * @param user the person; while somebody impersonates, the person who is impersonated
 * @param reseller the reseller of the organisation; null for the platform
 * @param features what the organisation's plan includes
 * @param impersonation null if the person acts themselves
 */
public record MeView(
        UserView user,
        Organisation organisation,
        @Nullable Reseller reseller,
        PlanFeatures features,
        @Nullable Impersonation impersonation) {

    /**
     * The tenant of which the person is a user.
     *
     * @param status the effective status, with the reseller's counted in
     * @param suspensions the reasons for which it is suspended, its reseller's included
     */
    public record Organisation(
            UUID id,
            TenantKind kind,
            String name,
            TenantStatus status,
            Set<SuspensionReason> suspensions,
            Seats seats) {}

    /** @param max null for organisations without a plan */
    public record Seats(
            @JsonPropertyDescription("How many users the organisation has; removed ones do not count")
            int used,

            @JsonPropertyDescription("How many users the plan allows") @Nullable
            Integer max) {}

    /** The reseller that serves the organisation. */
    public record Reseller(UUID id, String name) {}

    /**
     * Who acts in the person's name.
     *
     * @param actorName the name, or the e-mail address of somebody without one
     * @param expiresAt when the access token ends
     */
    public record Impersonation(String actorName, @Nullable String reason, Instant expiresAt) {}
}
