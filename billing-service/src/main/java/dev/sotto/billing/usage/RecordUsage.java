package dev.sotto.billing.usage;

import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.events.UsageRecorded;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Records what a job used, once per resource, and publishes the new records. */
@ApplicationScoped
class RecordUsage {

    private static final String INSERT = """
            insert into usage_records (id, tenant_id, reseller_id, user_id, job_id, resource_type, amount, unit,
                recorded_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (job_id, resource_type) do nothing
            """;

    /** Writes the missing records, in the inbox's transaction. */
    Uni<Void> record(SqlTransaction transaction, JobCompleted job, List<Metered> used) {
        return Multi.createFrom()
                .iterable(used)
                .onItem()
                .transformToUniAndConcatenate(metered -> record(transaction, job, metered))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> record(SqlTransaction transaction, JobCompleted job, Metered metered) {
        UUID id = Ids.next();
        return transaction
                .execute(
                        INSERT,
                        id,
                        job.tenantId(),
                        job.resellerId(),
                        job.userId(),
                        job.jobId(),
                        metered.resourceType().name(),
                        metered.amount(),
                        metered.resourceType().unit(),
                        job.completedAt().atOffset(ZoneOffset.UTC))
                .flatMap(rows -> rows == 1
                        ? transaction.publish(recorded(id, job, metered))
                        : Uni.createFrom().voidItem());
    }

    private static UsageRecorded recorded(UUID id, JobCompleted job, Metered metered) {
        return new UsageRecorded(
                id,
                1,
                job.tenantId(),
                job.resellerId(),
                job.userId(),
                job.jobId(),
                metered.resourceType(),
                metered.amount(),
                metered.resourceType().unit(),
                job.completedAt());
    }
}
