package dev.sotto.jobs.quota;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Consumes the tenants' entitlements. */
@ApplicationScoped
class TenantChangedConsumer {

    private final Inbox inbox;
    private final TenantQuotas entitlements;

    TenantChangedConsumer(Inbox inbox, TenantQuotas entitlements) {
        this.inbox = inbox;
        this.entitlements = entitlements;
    }

    @Incoming("tenant-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("job-service/entitlements", received, TenantChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<TenantChanged> event) {
        return Uni.createFrom().item(transaction -> entitlements.store(transaction, event.data()));
    }
}
