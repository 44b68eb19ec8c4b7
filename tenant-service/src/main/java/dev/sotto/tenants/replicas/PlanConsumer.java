package dev.sotto.tenants.replicas;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores plans. Tenants keep the entitlements that the plan had when it was assigned. */
@ApplicationScoped
class PlanConsumer {

    private final Inbox inbox;
    private final PlanAndBrandingReplicas replicas;

    PlanConsumer(Inbox inbox, PlanAndBrandingReplicas replicas) {
        this.inbox = inbox;
        this.replicas = replicas;
    }

    @Incoming("plan-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/plans", received, PlanChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<PlanChanged> event) {
        return Uni.createFrom().item(transaction -> replicas.store(transaction, event.data()));
    }
}
