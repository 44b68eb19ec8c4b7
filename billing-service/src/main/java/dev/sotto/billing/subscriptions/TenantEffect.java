package dev.sotto.billing.subscriptions;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.PlanAssignment;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Each tenant with a plan has a subscription. */
@ApplicationScoped
class TenantEffect implements ReplicaEffect<TenantChanged> {

    private static final Caller LOOKING_UP = Caller.system("subscriptions");

    private final FollowTenant followTenant;

    TenantEffect(FollowTenant followTenant) {
        this.followTenant = followTenant;
    }

    @Override
    public Class<TenantChanged> type() {
        return TenantChanged.class;
    }

    @Override
    public void check(TenantChanged tenant) {
        if (tenant.kind() == null || tenant.version() < 1) {
            throw new InvalidEvent("a tenant without kind or version");
        }
        if (isSubscriber(tenant) && (tenant.resellerId() == null || tenant.anchor() == null)) {
            throw new InvalidEvent("a tenant on a plan without reseller or anchor");
        }
        PlanAssignment assigned = tenant.assignment();
        if (assigned != null && (assigned.number() < 1 || assigned.trialDays() < 0 || assigned.assignedAt() == null)) {
            throw new InvalidEvent("an assignment needs a number from 1 on, its time, and no negative days of trial");
        }
    }

    /** Only a decision needs the rates, so other events of a tenant do not wait for reseller-service. */
    @Override
    public Uni<Effect> prepare(CloudEvent<TenantChanged> event) {
        TenantChanged tenant = event.data();
        if (!isSubscriber(tenant)) {
            return Uni.createFrom().item(Effect.NONE);
        }
        return followTenant
                .termsFor(LOOKING_UP, tenant)
                .map(terms -> transaction -> followTenant.follow(transaction, event, terms));
    }

    private static boolean isSubscriber(TenantChanged tenant) {
        return tenant.kind() == TenantKind.Customer && tenant.subscriptionPlanId() != null;
    }
}
