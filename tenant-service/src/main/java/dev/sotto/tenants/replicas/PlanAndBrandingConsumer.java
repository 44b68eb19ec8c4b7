package dev.sotto.tenants.replicas;

import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.replicas.ReplicaConsumer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Consumes the topics that only this service replicates. Tenants keep the entitlements that a plan had when it was
 * assigned, so a plan's change has no effect on them.
 */
@ApplicationScoped
class PlanAndBrandingConsumer {

    private final ReplicaConsumer replicas;

    PlanAndBrandingConsumer(ReplicaConsumer replicas) {
        this.replicas = replicas;
    }

    @Incoming("plan-changed")
    Uni<Void> plans(ConsumerRecords<String, byte[]> received) {
        return replicas.receive(received, PlanChanged.class);
    }

    @Incoming("branding-changed")
    Uni<Void> brandings(ConsumerRecords<String, byte[]> received) {
        return replicas.receive(received, BrandingChanged.class);
    }
}
