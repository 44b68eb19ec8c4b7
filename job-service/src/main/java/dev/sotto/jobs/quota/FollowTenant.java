package dev.sotto.jobs.quota;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Updates a tenant's account after a change of the tenant. */
@ApplicationScoped
class FollowTenant implements ReplicaEffect<TenantChanged> {

    private final TenantQuotas quotas;

    FollowTenant(TenantQuotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public Class<TenantChanged> type() {
        return TenantChanged.class;
    }

    @Override
    public Uni<Effect> prepare(CloudEvent<TenantChanged> event) {
        return Uni.createFrom().item(transaction -> quotas.follow(transaction, event.data()));
    }
}
