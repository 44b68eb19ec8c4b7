package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.EndedJob;
import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.queue.JobQueue;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.model.jobs.JobView;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cancels a job that has not ended, releases its reservation and removes its files. */
@ApplicationScoped
class CancelJob {

    private static final String CANCEL = """
            with unfetched as (
                delete from fetches f using jobs j
                where f.job_id = $2 and f.tenant_id = $1 and j.id = f.job_id and j.tenant_id = $1 and ($3 or j.user_id = $4)
                returning f.job_id
            )
            update jobs j
            set status = 'Cancelled', reason = 'cancelled', file_bytes = 0, fetch_received = null, fetch_total = null, version = j.version + 1, updated_at = now(),
                completed_at = now()
            where j.id = $2 and j.tenant_id = $1 and ($5 or exists (select from unfetched))
                and j.status in ('Queued', 'Processing')
            returning
            """ + EndedJob.COLUMNS;

    private final ScopedTransaction transactions;
    private final JobQueue queue;
    private final Quota quota;
    private final JobQueries queries;
    private final Workers workers;
    private final Fetchers fetchers;
    private final Intake intake;

    CancelJob(
            ScopedTransaction transactions,
            JobQueue queue,
            Quota quota,
            JobQueries queries,
            Workers workers,
            Fetchers fetchers,
            Intake intake) {
        this.transactions = transactions;
        this.queue = queue;
        this.quota = quota;
        this.queries = queries;
        this.workers = workers;
        this.fetchers = fetchers;
        this.intake = intake;
    }

    Uni<JobView> cancel(Caller caller, UUID id) {
        return queries.get(caller, id)
                .invoke(CancelJob::requireUnderWay)
                .chain(() -> transactions.sql(caller, transaction -> end(transaction, id)))
                .invoke(() -> workers.abandon(id))
                .invoke(() -> fetchers.abandon(id))
                .call(() -> intake.remove(caller.requireTenantId(), id))
                .chain(() -> queries.get(caller, id));
    }

    private Uni<EndedJob> end(SqlTransaction transaction, UUID id) {
        return cancelled(transaction, id)
                .onItem()
                .ifNull()
                // A recording that has just arrived is queued by now: a second statement sees its new place.
                .switchTo(() -> cancelled(transaction, id))
                .onItem()
                .ifNull()
                .failWith(CancelJob::ended)
                .call(job -> quota.release(transaction, job.tenantId(), job.reserved()))
                .call(job -> transaction.record(cancelled(job)))
                .call(job -> transaction.publish(job.event(0)));
    }

    private Uni<@Nullable EndedJob> cancelled(SqlTransaction transaction, UUID id) {
        Caller caller = transaction.caller();
        boolean ofAnyUser = caller.has(Role.Admin);
        UUID userId = caller.requireUserId();
        return queue.remove(transaction, id, ofAnyUser, userId)
                .flatMap(left ->
                        transaction.first(EndedJob::of, CANCEL, caller.requireTenantId(), id, ofAnyUser, userId, left));
    }

    private static Change cancelled(EndedJob job) {
        return new Change("cancelled", "job", job.id(), job.tenantId(), null, null, Map.of("version", job.version()));
    }

    private static void requireUnderWay(JobView job) {
        if (job.status().isFinal()) {
            throw ended();
        }
    }

    private static Problem ended() {
        return Problem.of(ProblemType.CONFLICT, "The job has already ended.");
    }
}
