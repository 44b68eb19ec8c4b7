package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.jobs.quota.TenantQuotas;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/**
 * Queues a failed job again, with a new reservation. Its recording, which counted as stored, becomes a part of that.
 * The fence continues, so a worker of an earlier run that still lives changes nothing.
 */
@ApplicationScoped
class RetryJob {

    private static final String QUEUE = """
            update jobs
            set status = 'Queued', reason = null, error = null, warnings = '{}', progress = 0, attempt = 0,
                processing_time = null, started_at = null, completed_at = null, stored_bytes = 0, version = version + 1,
                updated_at = now()
            where tenant_id = $1 and id = $2 and ($3 or user_id = $4) and status = 'Failed' and file_bytes > 0
                and stored_bytes = file_bytes
            returning id, tenant_id, version, reserved_ms, reserved_bytes, file_bytes
            """;

    private final ScopedTransaction transactions;
    private final TenantQuotas entitlements;
    private final Quota quota;
    private final EnqueueJob enqueue;
    private final JobQueries queries;
    private final Workers workers;

    RetryJob(
            ScopedTransaction transactions,
            TenantQuotas entitlements,
            Quota quota,
            EnqueueJob enqueue,
            JobQueries queries,
            Workers workers) {
        this.transactions = transactions;
        this.entitlements = entitlements;
        this.quota = quota;
        this.enqueue = enqueue;
        this.queries = queries;
        this.workers = workers;
    }

    Uni<JobView> retry(Caller caller, UUID id) {
        return queries.get(caller, id)
                .invoke(RetryJob::requireRetryable)
                .chain(() -> entitlements.account(caller))
                .invoke(QuotaAccount::requireActive)
                .flatMap(account -> transactions.sql(caller, transaction -> queue(transaction, id, account)))
                .invoke(workers::wake)
                .chain(() -> queries.get(caller, id));
    }

    private Uni<Queued> queue(SqlTransaction transaction, UUID id, QuotaAccount account) {
        Caller caller = transaction.caller();
        return transaction
                .first(Queued::of, QUEUE, caller.requireTenantId(), id, caller.has(Role.Admin), caller.requireUserId())
                .onItem()
                .ifNull()
                .failWith(() ->
                        refused("not-failed", "The job changed during the request. Only a Failed job can be retried."))
                .call(job ->
                        quota.reserve(transaction, job.tenantId(), account.anchor(), job.reserved(), job.fileBytes()))
                .call(job -> enqueue.enqueue(transaction, job.tenantId(), job.id()))
                .call(job -> transaction.record(job.change()));
    }

    private static void requireRetryable(JobView job) {
        if (job.status() != JobStatus.Failed && job.status() != JobStatus.Cancelled) {
            throw refused("not-failed", "Only a Failed job can be retried. This job is " + job.status() + ".");
        }
        if (job.fileBytes() == 0) {
            throw refused(
                    "recording-gone", "Sotto does not have the recording of this job. Send it again as a new job.");
        }
    }

    private static Problem refused(String reason, String detail) {
        return Problem.of(ProblemType.CONFLICT, detail, Map.of("reason", reason));
    }

    /** A failed job that waits again. */
    private record Queued(UUID id, UUID tenantId, long version, Reservation reserved, long fileBytes) {

        static Queued of(Row row) {
            return new Queued(
                    row.getUUID("id"),
                    row.getUUID("tenant_id"),
                    row.getLong("version"),
                    new Reservation(row.getLong("reserved_ms"), row.getLong("reserved_bytes")),
                    row.getLong("file_bytes"));
        }

        Change change() {
            return new Change("retried", "job", id, tenantId, null, null, Map.of("version", version));
        }
    }
}
