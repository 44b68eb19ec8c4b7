package dev.sotto.billing.usage;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.MediaChanged;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lowers what is stored of jobs whose recordings or transcripts were removed. Usage records stay. */
@ApplicationScoped
class MediaChangedConsumer {

    private final Inbox inbox;

    MediaChangedConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("media-changed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("billing-service/stored-media", received, MediaChanged.class, this::handle);
    }

    private Uni<Effect> handle(CloudEvent<MediaChanged> event) {
        StoredMedia stored = StoredMedia.of(event.data());
        return Uni.createFrom().item(stored::store);
    }
}
