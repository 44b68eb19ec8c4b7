package dev.sotto.tenants.tenants;

import dev.sotto.model.events.BrandingChanged;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps branding configurations. */
@ApplicationScoped
class BrandingConsumer {

    private final Inbox inbox;
    private final Facts facts;

    BrandingConsumer(Inbox inbox, Facts facts) {
        this.inbox = inbox;
        this.facts = facts;
    }

    @Incoming("branding-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/brandings", received, BrandingChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<BrandingChanged> event) {
        return Uni.createFrom().item(transaction -> facts.store(transaction, event.data()));
    }
}
