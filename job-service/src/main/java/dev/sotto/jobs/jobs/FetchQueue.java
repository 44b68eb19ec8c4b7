package dev.sotto.jobs.jobs;

import dev.sotto.jobs.dispatch.EndedJob;
import dev.sotto.jobs.fetch.FetchSettings;
import dev.sotto.jobs.media.MediaInfo;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.quota.QuotaAccount;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Claims recordings that are to be fetched, holds them, and queues or ends their jobs. Each method is one transaction,
 * and all except the claim check the fence.
 */
@ApplicationScoped
class FetchQueue {

    private static final Caller FETCHES = Caller.system("fetches");
    private static final double HELD_SECONDS = 30;
    /** One claim at a time, because a claim counts what the others hold. */
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('sotto-fetches', 0))";

    private static final String CLAIM = """
            with held as (
                select tenant_id, count(*) as fetches from fetches where busy_until > now() group by tenant_id
            ), next as (
                select f.job_id from fetches f left join held h on h.tenant_id = f.tenant_id
                where f.due_at <= now() and (f.busy_until is null or f.busy_until < now())
                    and coalesce(h.fetches, 0) < $1
                    and f.tenant_id not in (
                        select id from replicas where topic = 'tenant-changed' and status <> 'Active'
                        union all
                        select t.id from replicas r join replicas t on t.reseller_id = r.id and t.topic = 'tenant-changed'
                        where r.topic = 'reseller-changed' and r.status <> 'Active')
                order by coalesce(h.fetches, 0), f.due_at, f.job_id
                limit 1
                for update of f skip locked
            ), claimed as (
                update fetches f
                set attempt = f.attempt + 1, fence = f.fence + 1, busy_until = now() + make_interval(secs => $2),
                    begun_at = coalesce(f.begun_at, now())
                from next where f.job_id = next.job_id
                returning f.*
            )
            select c.job_id, c.tenant_id, c.reseller_id, c.user_id, c.url, c.role, c.api_key_id, c.impersonator_id,
                c.attempt, c.fence, j.workflow_id, j.title, j.track, j.channels, j.keep_recording, j.priority,
                j.settings::text as settings,
                greatest(1, cast(extract(epoch from c.begun_at + make_interval(secs => $3) - now()) * 1000 as bigint))
                    as left_ms
            from claimed c join jobs j on j.id = c.job_id
            """;
    private static final String HOLD = """
            with held as (
                update fetches set busy_until = now() + make_interval(secs => $3)
                where job_id = $1 and fence = $2
                returning job_id
            )
            update jobs j set fetch_received = $4, fetch_total = $5, updated_at = now()
            from held where j.id = held.job_id and j.status = 'Queued'
            """;
    private static final String PUT_BACK = """
            update fetches
            set busy_until = null, attempt = attempt - $3, due_at = now() + make_interval(secs => $4),
                begun_at = case when $5 then null else begun_at end
            where job_id = $1 and fence = $2
            """;
    private static final String ADMIT = """
            with fetched as (
                delete from fetches where job_id = $1 and fence = $2 returning job_id
            ), job as (
                update jobs j
                set file_path = $3, file_name = $4, file_bytes = $5, audio_ms = $6, reserved_ms = $6, reserved_bytes = $7,
                    media_type = $8, warnings = $9, fetch_received = null, fetch_total = null, version = j.version + 1,
                    updated_at = now()
                from fetched where j.id = fetched.job_id and j.status = 'Queued'
                returning j.id
            )
            select id from job
            """;
    private static final String FAIL = """
            with given_up as (
                delete from fetches where job_id = $1 and fence = $2 returning job_id
            )
            update jobs j
            set status = 'Failed', reason = $3, error = $4, fetch_received = null, fetch_total = null,
                version = j.version + 1, updated_at = now(), completed_at = now()
            from given_up where j.id = given_up.job_id and j.status = 'Queued'
            returning
            """ + EndedJob.COLUMNS;

    private final ScopedTransaction transactions;
    private final Quota quota;
    private final EnqueueJob enqueue;
    private final int perTenant;
    private final double longestSeconds;

    FetchQueue(ScopedTransaction transactions, Quota quota, EnqueueJob enqueue, FetchSettings settings) {
        this.transactions = transactions;
        this.quota = quota;
        this.enqueue = enqueue;
        this.perTenant = settings.perTenant();
        this.longestSeconds = settings.longest().toMillis() / 1000.0;
    }

    /**
     * Claims a recording of the tenant that has the fewest being fetched; null if there is none. Those of a suspended or
     * closed organisation wait.
     */
    Uni<@Nullable Fetch> claim() {
        return transactions.sql(
                FETCHES,
                transaction -> transaction
                        .execute(ONE_AT_A_TIME)
                        .chain(() -> transaction.first(Fetch::of, CLAIM, perTenant, HELD_SECONDS, longestSeconds)));
    }

    /** Renews a claim and writes the progress. Returns false if the claim is lost or the job has ended. */
    Uni<Boolean> hold(Fetch fetch, long received, @Nullable Long total) {
        return transactions
                .sql(
                        FETCHES,
                        transaction ->
                                transaction.execute(HOLD, fetch.jobId(), fetch.fence(), HELD_SECONDS, received, total))
                .map(rows -> rows == 1);
    }

    /** Makes the recording claimable again after a pause. The attempt counts. Returns false if the claim is lost. */
    Uni<Boolean> retry(Fetch fetch, Duration pause) {
        return putBack(fetch, 0, pause, false);
    }

    /**
     * Makes the recording claimable again after a pause. The attempt does not count.
     *
     * @param forLong whether the time until then does not count either
     */
    Uni<Boolean> giveBack(Fetch fetch, Duration pause, boolean forLong) {
        return putBack(fetch, 1, pause, forLong);
    }

    private Uni<Boolean> putBack(Fetch fetch, int uncounted, Duration pause, boolean forLong) {
        return transactions
                .sql(
                        FETCHES,
                        transaction -> transaction.execute(
                                PUT_BACK, fetch.jobId(), fetch.fence(), uncounted, pause.toMillis() / 1000.0, forLong))
                .map(rows -> rows == 1);
    }

    /**
     * Reserves quota for a recording that is already stored, and queues its job. Returns false and changes nothing if
     * the claim is lost or the job has ended.
     */
    Uni<Boolean> admit(Fetch fetch, QuotaAccount account, String fileName, MediaInfo media) {
        Reservation asked = Reservation.forRecording(media.billedMs(), media.bytes());
        return transactions
                .sql(
                        FETCHES,
                        transaction -> transaction
                                .<UUID>first(
                                        row -> row.getUUID("id"),
                                        ADMIT,
                                        fetch.jobId(),
                                        fetch.fence(),
                                        fetch.storeName(),
                                        fileName,
                                        media.bytes(),
                                        media.billedMs(),
                                        asked.bytes(),
                                        media.mediaType(),
                                        EndedJob.words(media.warnings()))
                                .onItem()
                                .ifNotNull()
                                .call(job -> quota.reserve(transaction, fetch.tenantId(), account.anchor(), asked))
                                .onItem()
                                .ifNotNull()
                                .call(job -> enqueue.enqueue(transaction, fetch.tenantId(), job)))
                .map(job -> job != null);
    }

    /** Ends a job without a recording. Returns false and changes nothing if the claim is lost or the job has ended. */
    Uni<Boolean> fail(Fetch fetch, String reason, String error) {
        return transactions
                .sql(
                        FETCHES,
                        transaction -> transaction
                                .first(EndedJob::of, FAIL, fetch.jobId(), fetch.fence(), reason, error)
                                .onItem()
                                .ifNotNull()
                                .call(job -> transaction.publish(job.event(0))))
                .map(job -> job != null);
    }
}
