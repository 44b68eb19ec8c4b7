package dev.sotto.tenants.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.model.tenants.TenantDetails;
import dev.sotto.model.tenants.TenantView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.OrmTransaction;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.json.MergePatch;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.tenants.replicas.PlanAndBrandingReplicas;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes a customer tenant's name, domain, branding, plan, or what it may use in the place of the plan's. */
@ApplicationScoped
class ChangeTenant {

    private final ScopedTransaction transactions;
    private final Tenants tenants;
    private final TenantQueries queries;
    private final PlanAndBrandingReplicas replicas;
    private final MergePatch mergePatch;
    private final Clock clock;

    ChangeTenant(
            ScopedTransaction transactions,
            Tenants tenants,
            TenantQueries queries,
            PlanAndBrandingReplicas replicas,
            MergePatch mergePatch,
            Clock clock) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.queries = queries;
        this.replicas = replicas;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<TenantView> change(Caller caller, UUID id, JsonNode patch, @Nullable String ifMatch) {
        // Other services are asked before the transaction. Inside it, the patch is applied to the current row.
        return queries.customer(caller, id)
                .map(seen -> mergePatch.apply(detailsOf(seen), TenantDetails.class, patch))
                .flatMap(details -> check(caller, details, patch))
                .flatMap(plan -> transactions.edit(
                        caller, transaction -> update(transaction, id, new Edit(patch, ifMatch, plan))))
                .onFailure(Domains::isTaken)
                .transform(Domains::taken)
                .chain(() -> queries.one(caller, id));
    }

    /** @param plan the plan that the patch names; null if it names none */
    private record Edit(
            JsonNode patch,
            @Nullable String ifMatch,
            @Nullable PlanChanged plan) {}

    /** Checks only what the patch names; the rest was checked when it was written. */
    private Uni<@Nullable PlanChanged> check(Caller caller, TenantDetails details, JsonNode patch) {
        Uni<Void> branding = patch.hasNonNull("branding_configuration_id")
                ? replicas.requireBranding(caller, details.brandingConfigurationId())
                : Uni.createFrom().voidItem();
        return branding.chain(() -> patch.hasNonNull("subscription_plan_id")
                ? replicas.plan(caller, details.subscriptionPlanId())
                : Uni.createFrom().nullItem());
    }

    private Uni<Void> update(OrmTransaction transaction, UUID id, Edit edit) {
        return tenants.findForEdit(transaction.caller(), id)
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .flatMap(tenant -> apply(transaction, tenant, edit));
    }

    private Uni<Void> apply(OrmTransaction transaction, Tenant tenant, Edit edit) {
        TenantView before = tenant.ownView();
        Responses.requireVersion(edit.ifMatch(), before.version());
        TenantDetails details = mergePatch.apply(tenant.details(), TenantDetails.class, edit.patch());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        tenant.describe(details, now);
        boolean reassigned =
                edit.plan() != null && !edit.plan().subscriptionPlanId().equals(before.subscriptionPlanId());
        boolean allowedAnew = reassigned || !Objects.equals(tenant.details().overrides(), before.overrides());
        if (allowedAnew) {
            requireInPerson(transaction.caller());
        }
        if (reassigned) {
            tenant.assign(edit.plan(), now);
        }
        return transaction.flush().chain(() -> announce(transaction, before, tenant, allowedAnew));
    }

    /** An impersonator may not change what the tenant may use, because it costs money. */
    private static void requireInPerson(Caller caller) {
        if (caller.impersonatorId() != null) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "The plan and its limits cannot be changed while you impersonate a user. Use your own session.");
        }
    }

    private static Uni<Void> announce(
            OrmTransaction transaction, TenantView before, Tenant tenant, boolean allowedAnew) {
        TenantView after = tenant.ownView();
        Uni<Void> recorded =
                transaction.record(Change.changed("tenant", after.id(), after.id(), after.resellerId(), before, after));
        return recorded.chain(() -> allowedAnew
                ? transaction.publish(tenant.entitlements())
                : Uni.createFrom().voidItem());
    }

    private static TenantDetails detailsOf(TenantView view) {
        return new TenantDetails(
                view.name(),
                view.domain(),
                view.subscriptionPlanId(),
                view.brandingConfigurationId(),
                view.overrides());
    }
}
