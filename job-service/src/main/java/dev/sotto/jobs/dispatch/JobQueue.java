package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims jobs, holds them and ends them. Each method is one transaction, and all except the claim check the fence. */
@ApplicationScoped
class JobQueue {

    private static final Caller DISPATCH = Caller.system("dispatch");
    private static final String CLAIM = """
            with next as (
                select job_id from dispatch
                where (lease_until is null or lease_until < now())
                    and (worker is not null or tenant_id not in (
                        select id from replicas where topic = 'tenant-changed' and status <> 'Active'
                        union all
                        select t.id from replicas r join replicas t on t.reseller_id = r.id and t.topic = 'tenant-changed'
                        where r.topic = 'reseller-changed' and r.status <> 'Active'))
                order by enqueued_at, job_id
                limit 1
                for update skip locked
            ), claimed as (
                update dispatch d
                set attempt = d.attempt + 1, fence = d.fence + 1, worker = $1, lease_until = now() + make_interval(secs => $2)
                from next where d.job_id = next.job_id
                returning d.job_id, d.attempt, d.fence
            ), started as (
                update jobs j
                set status = 'Processing', attempt = c.attempt, fence = c.fence, progress = 0, version = j.version + 1,
                    started_at = now(), updated_at = now()
                from claimed c where j.id = c.job_id
                returning j.id, j.tenant_id, j.workflow_id, j.workflow_version, j.attempt, j.fence, j.file_path,
                    j.reserved_ms, j.reserved_bytes, j.track, j.channels, j.settings
            )
            select s.id, s.tenant_id, s.attempt, s.fence, s.file_path, s.reserved_ms, s.reserved_bytes, s.track,
                s.channels, q.anchor, v.config::text as config, s.settings::text as settings
            from started s
            join quota_accounts q on q.tenant_id = s.tenant_id
            join workflow_versions v
                on v.tenant_id = s.tenant_id and v.workflow_id = s.workflow_id and v.version = s.workflow_version
            """;
    private static final String HEARTBEAT = """
            with held as (
                update dispatch set lease_until = now() + make_interval(secs => $3)
                where job_id = $1 and fence = $2 and worker is not null
                returning job_id, tenant_id
            )
            update jobs j set progress = greatest(j.progress, $4), updated_at = now()
            from held where j.id = held.job_id and j.fence = $2 and j.status = 'Processing'
            returning exists (
                select from replicas t
                left join replicas r on r.topic = 'reseller-changed' and r.id = t.reseller_id
                where t.topic = 'tenant-changed' and t.id = held.tenant_id
                    and ('Abuse' = any (t.suspensions) or 'Abuse' = any (r.suspensions))) as stopped
            """;
    private static final String COMPLETE = """
            with done as (
                delete from dispatch where job_id = $1 and fence = $2 and worker is not null returning job_id
            )
            update jobs j
            set status = 'Completed', result_path = $3, audio_ms = $5, warnings = $6, language = $7, progress = 1,
                stored_bytes = case when j.keep_recording then cast($4 as bigint) else cast($4 as bigint) - j.file_bytes end,
                file_bytes = case when j.keep_recording then j.file_bytes else 0 end,
                processing_time = ceil(extract(epoch from now() - j.started_at)), version = j.version + 1,
                updated_at = now(), completed_at = now()
            from done where j.id = done.job_id and j.fence = $2 and j.status = 'Processing'
            returning
            """ + EndedJob.COLUMNS;
    private static final String FAIL = """
            with done as (
                delete from dispatch where job_id = $1 and fence = $2 and worker is not null returning job_id
            )
            update jobs j
            set status = 'Failed', reason = $3, error = $4, attempt = $5,
                stored_bytes = case when j.keep_recording and $6 then j.file_bytes else 0 end,
                file_bytes = case when j.keep_recording and $6 then j.file_bytes else 0 end,
                processing_time = ceil(extract(epoch from now() - j.started_at)), version = j.version + 1,
                updated_at = now(), completed_at = now()
            from done where j.id = done.job_id and j.fence = $2 and j.status = 'Processing'
            returning
            """ + EndedJob.COLUMNS;
    private static final String EXISTS = "select 1 from jobs where id = $1";
    private static final String PUT_BACK = """
            with waiting as (
                update dispatch set worker = null, attempt = attempt - $3, lease_until = now() + make_interval(secs => $4)
                where job_id = $1 and fence = $2 and worker is not null
                returning job_id, attempt
            )
            update jobs j
            set status = 'Queued', attempt = waiting.attempt, progress = 0, version = j.version + 1, updated_at = now()
            from waiting where j.id = waiting.job_id and j.fence = $2 and j.status = 'Processing'
            """;

    private final ScopedTransaction transactions;
    private final Quota quota;
    private final FileRemovals removals;
    private final double leaseSeconds;
    private final boolean keepsFailed;

    JobQueue(ScopedTransaction transactions, Quota quota, FileRemovals removals, WorkerSettings settings) {
        this.transactions = transactions;
        this.quota = quota;
        this.removals = removals;
        this.leaseSeconds = settings.lease().toMillis() / 1000.0;
        this.keepsFailed = !settings.failedKept().isZero();
    }

    /**
     * Claims the job that has waited longest, or one whose worker is lost; null if there is none. Queued jobs of a
     * suspended or closed organisation wait; jobs that had begun continue.
     */
    Uni<@Nullable Claim> claim(String worker) {
        return transactions.sql(DISPATCH, transaction -> transaction.first(Claim::of, CLAIM, worker, leaseSeconds));
    }

    /** The result of a heartbeat. */
    enum Lease {
        HELD,
        /** Another claim holds the job, or the job has ended. */
        LOST,
        /** The organisation is suspended for abuse, so its running jobs stop. */
        STOPPED
    }

    /**
     * Renews a lease.
     *
     * @param progress from 0 to 1
     */
    Uni<Lease> heartbeat(Claim claim, double progress) {
        BigDecimal written = BigDecimal.valueOf(progress).setScale(4, RoundingMode.DOWN);
        return transactions
                .sql(
                        DISPATCH,
                        transaction -> transaction.first(
                                row -> row.getBoolean("stopped") ? Lease.STOPPED : Lease.HELD,
                                HEARTBEAT,
                                claim.jobId(),
                                claim.fence(),
                                leaseSeconds,
                                written))
                .onItem()
                .ifNull()
                .continueWith(Lease.LOST);
    }

    /**
     * Ends a job with its result. Returns null and changes nothing if the lease is lost.
     *
     * @param used with all bytes that the job has in the store; those of a recording that is not kept are left out
     */
    Uni<@Nullable EndedJob> complete(Claim claim, Outcome.Done done, Reservation.Used used) {
        return transactions.sql(
                DISPATCH,
                transaction -> transaction
                        .first(
                                EndedJob::of,
                                COMPLETE,
                                claim.jobId(),
                                claim.fence(),
                                done.result(),
                                used.bytes(),
                                used.millis(),
                                EndedJob.words(done.warnings()),
                                done.language())
                        .onItem()
                        .ifNotNull()
                        .call(job -> settle(transaction, claim, job, used.millis()))
                        .onItem()
                        .ifNotNull()
                        .call(job -> dropUnkept(transaction, job, claim.input()))
                        .onItem()
                        .ifNotNull()
                        .call(job -> dropUnkept(transaction, job, JobFiles.peaks(claim.tenantId(), claim.jobId()))));
    }

    /** Ends a job without a result. Returns null and changes nothing if the lease is lost. */
    Uni<@Nullable EndedJob> fail(Claim claim, RetryDecision.Fail decision) {
        return transactions.sql(
                DISPATCH,
                transaction -> transaction
                        .first(
                                EndedJob::of,
                                FAIL,
                                claim.jobId(),
                                claim.fence(),
                                decision.reason(),
                                decision.error(),
                                decision.attempts(),
                                keepsFailed)
                        .onItem()
                        .ifNotNull()
                        .call(job -> settle(transaction, claim, job, 0))
                        .onItem()
                        .ifNotNull()
                        .call(job ->
                                dropUnkept(transaction, job, JobFiles.directory(claim.tenantId(), claim.jobId()))));
    }

    /** Returns whether a claim's job was deleted. */
    Uni<Boolean> isDeleted(Claim claim) {
        // Files of a deleted job are removed, so the scope must be set by a statement before the query.
        return transactions
                .sql(DISPATCH, transaction -> transaction.list(row -> true, EXISTS, claim.jobId()))
                .map(List::isEmpty);
    }

    /** Makes the job claimable again after a pause. The attempt counts. */
    Uni<Boolean> retry(Claim claim, Duration pause) {
        return putBack(claim, 0, pause);
    }

    /** Makes the job claimable again at once. The attempt does not count. */
    Uni<Boolean> giveBack(Claim claim) {
        return putBack(claim, 1, Duration.ZERO);
    }

    /** Makes the job claimable again after a pause. The attempt does not count. */
    Uni<Boolean> putOff(Claim claim, Duration pause) {
        return putBack(claim, 1, pause);
    }

    private Uni<Boolean> putBack(Claim claim, int uncounted, Duration pause) {
        return transactions
                .sql(
                        DISPATCH,
                        transaction -> transaction.execute(
                                PUT_BACK, claim.jobId(), claim.fence(), uncounted, pause.toMillis() / 1000.0))
                .map(rows -> rows == 1);
    }

    private Uni<Void> settle(SqlTransaction transaction, Claim claim, EndedJob job, long usedMs) {
        Reservation.Used used = new Reservation.Used(usedMs, job.storedBytes());
        return quota.settle(transaction, job.tenantId(), claim.anchor(), job.reserved(), used)
                .chain(() -> transaction.publish(job.event(usedMs)));
    }

    private Uni<Void> dropUnkept(SqlTransaction transaction, EndedJob job, String name) {
        return job.keepsRecording() ? Uni.createFrom().voidItem() : removals.request(transaction, job.tenantId(), name);
    }
}
