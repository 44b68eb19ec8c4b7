package dev.sotto.tenants.replicas;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.replicas.ReplicaEffect;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Creates a house tenant for each reseller. */
@ApplicationScoped
class CreateHouseTenant implements ReplicaEffect<ResellerChanged> {

    private final HouseTenants houses;

    CreateHouseTenant(HouseTenants houses) {
        this.houses = houses;
    }

    @Override
    public Class<ResellerChanged> type() {
        return ResellerChanged.class;
    }

    @Override
    public Uni<Effect> prepare(CloudEvent<ResellerChanged> event) {
        return Uni.createFrom().item(transaction -> houses.make(transaction, event.data()));
    }
}
