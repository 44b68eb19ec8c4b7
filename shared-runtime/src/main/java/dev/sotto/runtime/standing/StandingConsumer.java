package dev.sotto.runtime.standing;

import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears of resellers, tenants, users and keys, in every service by one consumer of four topics. */
@ApplicationScoped
class StandingConsumer {

    private static final Map<String, Class<? extends Event>> TYPES = Map.of(
            Topic.RESELLER_CHANGED.topicName(), ResellerChanged.class,
            Topic.TENANT_CHANGED.topicName(), TenantChanged.class,
            Topic.USER_CHANGED.topicName(), UserChanged.class,
            Topic.API_KEY_CHANGED.topicName(), ApiKeyChanged.class);

    private final Inbox inbox;
    private final Standings standings;

    StandingConsumer(Inbox inbox, Standings standings) {
        this.inbox = inbox;
        this.standings = standings;
    }

    @Incoming("standing")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return receive(received, TYPES.get(received.topic()));
    }

    private <E extends Event> Uni<Void> receive(ConsumerRecord<String, byte[]> received, Class<E> type) {
        return inbox.receive("standing", received, type, event -> effect(event.data()));
    }

    private Uni<Effect> effect(Event event) {
        return Uni.createFrom().item(transaction -> standings.store(transaction, event));
    }
}
