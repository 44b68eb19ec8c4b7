package dev.sotto.tenants.replicas;

import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Stores branding configurations, and removes a deleted one from its tenants. */
@ApplicationScoped
class BrandingConsumer {

    private static final String TAKE_OFF = """
            update tenants set branding_configuration_id = null, version = version + 1, updated_at = now()
            where reseller_id = $1 and branding_configuration_id = $2
            """;

    private final Inbox inbox;
    private final PlanAndBrandingReplicas replicas;

    BrandingConsumer(Inbox inbox, PlanAndBrandingReplicas replicas) {
        this.inbox = inbox;
        this.replicas = replicas;
    }

    @Incoming("branding-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/brandings", received, BrandingChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<BrandingChanged> event) {
        return Uni.createFrom().item(transaction -> keep(transaction, event.data()));
    }

    private Uni<Void> keep(SqlTransaction transaction, BrandingChanged branding) {
        Uni<Void> kept = replicas.store(transaction, branding);
        return branding.deleted()
                ? kept.chain(() -> transaction.execute(
                                TAKE_OFF, branding.resellerId(), branding.brandingConfigurationId()))
                        .replaceWithVoid()
                : kept;
    }
}
