package dev.sotto.tenants.webhooks;

import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.webhooks.WebhookEvent;
import dev.sotto.runtime.inbox.Effect;
import dev.sotto.runtime.inbox.Inbox;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Delivers the ends of jobs to the webhooks of their tenants, and once a period that the plan's audio is used up. */
@ApplicationScoped
class JobEvents {

    private static final String METER = """
            select anchor, processing_ms, period_start, used_ms from webhook_tenants where tenant_id = $1 for update
            """;
    private static final String COUNT =
            "update webhook_tenants set period_start = $2, used_ms = $3 where tenant_id = $1";

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
        return Uni.createFrom()
                .item(transaction -> NewDeliveries.insert(transaction, job.tenantId(), payload)
                        .chain(() -> count(transaction, job)));
    }

    /** A tenant that this service does not know yet has used nothing. */
    private static Uni<Void> count(SqlTransaction transaction, JobCompleted job) {
        return job.audioMs() == 0
                ? Uni.createFrom().voidItem()
                : transaction
                        .first(QuotaMeter::of, METER, job.tenantId())
                        .flatMap(meter -> meter == null
                                ? Uni.createFrom().voidItem()
                                : count(transaction, job, meter, meter.plus(job.audioMs(), job.completedAt())));
    }

    private static Uni<Void> count(SqlTransaction transaction, JobCompleted job, QuotaMeter before, QuotaMeter after) {
        Uni<Integer> counted = transaction.execute(
                COUNT,
                job.tenantId(),
                after.periodStart() == null ? null : after.periodStart().atOffset(ZoneOffset.UTC),
                after.usedMs());
        if (!after.isExhaustedSince(before)) {
            return counted.replaceWithVoid();
        }
        QuotaFacts facts = new QuotaFacts(job.tenantId(), after.periodStart(), after.usedMs(), after.processingMs());
        var payload = new WebhookPayload(WebhookEvent.QUOTA_EXHAUSTED, job.completedAt(), facts);
        return counted.chain(() -> NewDeliveries.insert(transaction, job.tenantId(), payload));
    }

    /** The data of the event, in milliseconds of audio. */
    record QuotaFacts(UUID tenantId, @Nullable Instant periodStart, long usedMs, long quotaMs) {}

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
