package dev.sotto.tenants.replicas;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.SubscriptionChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Copies a tenant's subscription into its row. Plan, limits and anchor of a Manual subscription come from this service,
 * and the subscription's status changes no entitlement. So no {@code tenant-changed} follows.
 */
@ApplicationScoped
class SubscriptionConsumer {

    private static final String FOLD = """
            update tenants set subscription_id = $3, subscription_status = $4, subscription_version = $5,
                version = version + 1, updated_at = now()
            where id = $1 and reseller_id = $2
                and (subscription_id is distinct from $3 or subscription_version < $5)
            """;

    private final Inbox inbox;

    SubscriptionConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("subscription-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/subscriptions", received, SubscriptionChanged.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<SubscriptionChanged> event) {
        return Uni.createFrom().item(transaction -> fold(transaction, event.data()));
    }

    private static Uni<Void> fold(SqlTransaction transaction, SubscriptionChanged subscription) {
        return transaction
                .execute(
                        FOLD,
                        subscription.tenantId(),
                        subscription.resellerId(),
                        subscription.subscriptionId().toString(),
                        subscription.status().name(),
                        subscription.version())
                .replaceWithVoid();
    }
}
