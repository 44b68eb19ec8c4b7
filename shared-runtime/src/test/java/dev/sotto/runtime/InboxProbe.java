package dev.sotto.runtime;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.PlanChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer that counts its effects. */
@ApplicationScoped
class InboxProbe {

    private final Inbox inbox;

    InboxProbe(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("plan-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("probe", received, PlanChanged.class, InboxProbe::count);
    }

    private static Uni<Effect> count(CloudEvent<PlanChanged> event) {
        return Uni.createFrom()
                .item(transaction -> transaction
                        .execute("""
                                insert into effects values ($1, 1)
                                on conflict (plan_id) do update set times = effects.times + 1""", event.data().subscriptionPlanId())
                        .replaceWithVoid());
    }
}
