package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.Workers;
import dev.sotto.jobs.queue.JobQueue;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.paging.Responses;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a job with its recording and its transcript; one that has not ended is cancelled by it. The storage of the
 * tenant falls with the row, and the files go when that is committed. The audit log and the usage records stay.
 */
@ApplicationScoped
class DeleteJob {

    private static final String UNFETCH = """
            delete from fetches f using jobs j
            where f.job_id = $2 and f.tenant_id = $1 and j.id = f.job_id and j.tenant_id = $1 and ($3 or j.user_id = $4)
            """;

    /** The upload that brought the recording would name it for a day. */
    private static final String FORGET_UPLOAD = "delete from uploads where tenant_id = $1 and job_id = $2";

    private static final String DELETE = """
            delete from jobs where tenant_id = $1 and id = $2 and ($3 or user_id = $4)
            returning
            """ + DeletedJob.COLUMNS;

    private final ScopedTransaction transactions;
    private final JobQueue queue;
    private final Quota quota;
    private final FileRemovals removals;
    private final Workers workers;
    private final Fetchers fetchers;

    DeleteJob(
            ScopedTransaction transactions,
            JobQueue queue,
            Quota quota,
            FileRemovals removals,
            Workers workers,
            Fetchers fetchers) {
        this.transactions = transactions;
        this.queue = queue;
        this.quota = quota;
        this.removals = removals;
        this.workers = workers;
        this.fetchers = fetchers;
    }

    /** @param ifMatch the version that the caller has seen; null if the client sent none */
    Uni<Void> delete(Caller caller, UUID id, @Nullable String ifMatch) {
        return transactions
                .sql(caller, transaction -> delete(transaction, id, ifMatch))
                .invoke(() -> workers.abandon(id))
                .invoke(() -> fetchers.abandon(id))
                .chain(() -> removals.attempt(JobFiles.directory(caller.requireTenantId(), id)));
    }

    private Uni<DeletedJob> delete(SqlTransaction transaction, UUID id, @Nullable String ifMatch) {
        Caller caller = transaction.caller();
        Object[] parameters = {caller.requireTenantId(), id, caller.has(Role.Admin), caller.requireUserId()};
        return queue.remove(transaction, id, caller.has(Role.Admin), caller.requireUserId())
                .chain(() -> transaction.execute(UNFETCH, parameters))
                .chain(() -> transaction.first(DeletedJob::of, DELETE, parameters))
                .onItem()
                .ifNull()
                .failWith(Problem::notFound)
                .invoke(job -> Responses.requireVersion(ifMatch, job.version()))
                .call(job -> settle(transaction, job))
                .call(job -> transaction.execute(FORGET_UPLOAD, job.tenantId(), id))
                .call(job -> removals.request(transaction, job.tenantId(), JobFiles.directory(job.tenantId(), id)))
                .call(job -> transaction.record(job.change()))
                .call(job -> transaction.publish(job.removed()));
    }

    private Uni<Void> settle(SqlTransaction transaction, DeletedJob job) {
        return job.hadEnded()
                ? quota.free(transaction, job.tenantId(), job.storedBytes())
                : quota.release(transaction, job.tenantId(), job.reserved())
                        .chain(() -> transaction.publish(job.cancelled()));
    }
}
