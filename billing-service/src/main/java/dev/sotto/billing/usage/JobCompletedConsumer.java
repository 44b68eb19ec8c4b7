package dev.sotto.billing.usage;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records the usage of completed jobs, and what is stored of every job that ended. */
@ApplicationScoped
class JobCompletedConsumer {

    private final Inbox inbox;
    private final RecordUsage recordUsage;

    JobCompletedConsumer(Inbox inbox, RecordUsage recordUsage) {
        this.inbox = inbox;
        this.recordUsage = recordUsage;
    }

    @Incoming("job-completed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("billing-service/usage", received, JobCompleted.class, this::handle);
    }

    private Uni<Effect> handle(CloudEvent<JobCompleted> event) {
        List<Metered> used = Metered.of(event.data());
        StoredMedia stored = StoredMedia.of(event.data());
        return Uni.createFrom()
                .item(transaction ->
                        recordUsage.record(transaction, event.data(), used).chain(() -> stored.store(transaction)));
    }
}
