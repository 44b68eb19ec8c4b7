package dev.sotto.runtime.callerstatus;

import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.model.events.Event;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.events.Topic;
import dev.sotto.model.events.UserChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Consumes the topics of resellers, tenants, users and API keys, in every service.
 *
 * <p>It stores each batch in one transaction, so that many changes of one tenant do not delay revocations of others.
 * Versions decide which event is newer, so it needs no inbox. If a batch fails, it falls back to handling record by
 * record.
 */
@ApplicationScoped
class CallerStatusConsumer {

    private static final Logger LOG = Logger.getLogger(CallerStatusConsumer.class);
    private static final String NAME = "standing";
    private static final Map<String, Class<? extends Event>> TYPES = Map.of(
            Topic.RESELLER_CHANGED.topicName(), ResellerChanged.class,
            Topic.TENANT_CHANGED.topicName(), TenantChanged.class,
            Topic.USER_CHANGED.topicName(), UserChanged.class,
            Topic.API_KEY_CHANGED.topicName(), ApiKeyChanged.class);

    private final Inbox inbox;
    private final CallerStatusStore callerStatusStore;

    CallerStatusConsumer(Inbox inbox, CallerStatusStore callerStatusStore) {
        this.inbox = inbox;
        this.callerStatusStore = callerStatusStore;
    }

    @Incoming("standing")
    Uni<Void> on(ConsumerRecords<String, byte[]> received) {
        List<ConsumerRecord<String, byte[]>> records =
                StreamSupport.stream(received.spliterator(), false).toList();
        return Uni.createFrom()
                .deferred(() -> callerStatusStore.store(
                        records.stream().map(CallerStatusConsumer::event).toList()))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.infof("%d events of who may act are taken one by one: %s", records.size(), failure);
                    return oneByOne(records);
                });
    }

    private static Event event(ConsumerRecord<String, byte[]> received) {
        return Inbox.read(received, type(received)).data();
    }

    private Uni<Void> oneByOne(List<ConsumerRecord<String, byte[]>> records) {
        return Multi.createFrom()
                .iterable(records)
                .onItem()
                .transformToUniAndConcatenate(each -> receive(each, type(each)))
                .onItem()
                .ignoreAsUni();
    }

    private <E extends Event> Uni<Void> receive(ConsumerRecord<String, byte[]> received, Class<E> type) {
        return inbox.receive(NAME, received, type, event -> Uni.createFrom().item(effect(event.data())));
    }

    private Effect effect(Event event) {
        return transaction -> callerStatusStore.store(transaction, List.of(event));
    }

    private static Class<? extends Event> type(ConsumerRecord<String, byte[]> received) {
        return TYPES.get(received.topic());
    }
}
