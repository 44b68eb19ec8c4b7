package dev.sotto.tenants.webhooks;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Delivers the ends of jobs to the webhooks of their tenants. */
@ApplicationScoped
class JobEvents {

    private final Inbox inbox;

    JobEvents(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("job-completed")
    Uni<Void> on(ConsumerRecord<String, byte[]> received) {
        return inbox.receive("tenant-service/webhooks", received, JobCompleted.class, this::effect);
    }

    private Uni<Effect> effect(CloudEvent<JobCompleted> event) {
        JobCompleted job = event.data();
        var payload = new WebhookPayload(type(job.status()), job.completedAt(), JobFacts.of(job));
        return Uni.createFrom().item(transaction -> NewDeliveries.insert(transaction, job.tenantId(), payload));
    }

    private static WebhookEvent type(JobStatus status) {
        return switch (status) {
            case Completed -> WebhookEvent.JOB_COMPLETED;
            case Cancelled -> WebhookEvent.JOB_CANCELLED;
            default -> WebhookEvent.JOB_FAILED;
        };
    }

    /** The data of the event. A failed job that is retried ends once more, with a higher version. */
    record JobFacts(
            UUID jobId,
            long version,
            UUID tenantId,
            UUID userId,
            UUID workflowId,
            long workflowVersion,
            JobStatus status,
            @Nullable String reason,
            long audioMs,
            Instant completedAt) {

        static JobFacts of(JobCompleted job) {
            return new JobFacts(
                    job.jobId(),
                    job.version(),
                    job.tenantId(),
                    job.userId(),
                    job.workflowId(),
                    job.workflowVersion(),
                    job.status(),
                    job.reason(),
                    job.audioMs(),
                    job.completedAt());
        }
    }
}
