package dev.sotto.tenants.replicas;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores resellers and creates a house tenant for each. */
@ApplicationScoped
class ResellerConsumer {

    private final Inbox inbox;
    private final HouseTenants houses;

    ResellerConsumer(Inbox inbox, HouseTenants houses) {
        this.inbox = inbox;
        this.houses = houses;
    }

    @Incoming("reseller-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/resellers", received, ResellerChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<ResellerChanged> event) {
        return Uni.createFrom().item(transaction -> houses.store(transaction, event.data()));
    }
}
