package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.queue.JobQueue;
import dev.sotto.jobs.queue.QueueState;
import dev.sotto.jobs.queue.Renewal;
import dev.sotto.jobs.queue.Wanted;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims jobs, holds them and ends them. Each method is one transaction, and all except the claim check the fence. */
@ApplicationScoped
class HeldJobs {

    private static final Caller DISPATCH = Caller.system("dispatch");
    private static final String COMPLETE = """
            update jobs j
            set status = 'Completed', result_path = $3, audio_ms = $5, warnings = $6, language = $7, progress = 1,
                stored_bytes = case when j.keep_recording then cast($4 as bigint) else cast($4 as bigint) - j.file_bytes end,
                file_bytes = case when j.keep_recording then j.file_bytes else 0 end,
                processing_time = ceil(extract(epoch from now() - j.started_at)), version = j.version + 1,
                updated_at = now(), completed_at = now()
            where j.id = $1 and j.fence = $2 and j.status = 'Processing'
            returning
            """ + EndedJob.COLUMNS;
    private static final String FAIL = """
            update jobs j
            set status = 'Failed', reason = $3, error = $4, attempt = $5,
                stored_bytes = case when j.keep_recording and $6 then j.file_bytes else 0 end,
                file_bytes = case when j.keep_recording and $6 then j.file_bytes else 0 end,
                processing_time = ceil(extract(epoch from now() - j.started_at)), version = j.version + 1,
                updated_at = now(), completed_at = now()
            where j.id = $1 and j.fence = $2 and j.status = 'Processing'
            returning
            """ + EndedJob.COLUMNS;
    private static final String EXISTS = "select 1 from jobs where id = $1";

    private final ScopedTransaction transactions;
    private final JobQueue queue;
    private final QueueState state;
    private final Quota quota;
    private final FileRemovals removals;
    private final Duration lease;
    private final boolean keepsFailed;

    HeldJobs(
            ScopedTransaction transactions,
            JobQueue queue,
            QueueState state,
            Quota quota,
            FileRemovals removals,
            WorkerSettings settings) {
        this.transactions = transactions;
        this.queue = queue;
        this.state = state;
        this.quota = quota;
        this.removals = removals;
        this.lease = settings.lease();
        this.keepsFailed = !settings.failedKept().isZero();
    }

    /** Claims the jobs that are next, and those whose worker is lost. */
    Uni<List<Claim>> claim(Wanted wanted) {
        return transactions.sql(DISPATCH, transaction -> queue.claim(transaction, wanted, lease, Claim::of));
    }

    /** Returns whether a claim that found too little should look again, because another one was in its way. */
    Uni<Boolean> isMoreAdmissible(Wanted wanted) {
        return state.isAdmissible(wanted);
    }

    /** Renews leases in one statement. Returns those that are still held. */
    Uni<List<Renewal.Renewed>> renew(List<Renewal> renewals) {
        return transactions.sql(DISPATCH, transaction -> queue.renew(transaction, renewals, lease));
    }

    /**
     * Ends a job with its result. Returns null and changes nothing if the lease is lost.
     *
     * @param used with all bytes that the job has in the store; those of a recording that is not kept are left out
     */
    Uni<@Nullable EndedJob> complete(Claim claim, Outcome.Done done, Reservation.Used used) {
        return transactions.sql(
                DISPATCH,
                transaction -> ended(
                                transaction,
                                claim,
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
                transaction -> ended(
                                transaction,
                                claim,
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

    private Uni<@Nullable EndedJob> ended(
            SqlTransaction transaction, Claim claim, String statement, @Nullable Object... parameters) {
        return queue.leave(transaction, claim.jobId(), claim.fence())
                .flatMap(left -> left
                        ? transaction.first(EndedJob::of, statement, parameters)
                        : Uni.createFrom().nullItem());
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
        return putBack(claim, true, pause);
    }

    /** Makes the job claimable again at once. The attempt does not count. */
    Uni<Boolean> giveBack(Claim claim) {
        return putBack(claim, false, Duration.ZERO);
    }

    /** Makes the job claimable again after a pause. The attempt does not count. */
    Uni<Boolean> putOff(Claim claim, Duration pause) {
        return putBack(claim, false, pause);
    }

    private Uni<Boolean> putBack(Claim claim, boolean isCounted, Duration pause) {
        return transactions.sql(
                DISPATCH, transaction -> queue.putBack(transaction, claim.jobId(), claim.fence(), isCounted, pause));
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
