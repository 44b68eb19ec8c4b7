package dev.sotto.jobs.queue;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Holds or releases the jobs of a reseller's tenants after a change of the reseller. */
@ApplicationScoped
class FollowReseller implements ReplicaEffect<ResellerChanged> {

    private final QueueTenants tenants;

    FollowReseller(QueueTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Class<ResellerChanged> type() {
        return ResellerChanged.class;
    }

    @Override
    public Uni<Effect> prepare(CloudEvent<ResellerChanged> event) {
        return Uni.createFrom().item(transaction -> tenants.follow(transaction, event.data()));
    }
}
