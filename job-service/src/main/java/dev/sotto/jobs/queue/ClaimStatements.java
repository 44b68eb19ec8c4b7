package dev.sotto.jobs.queue;

/**
 * The statements of claims. {@link #LOST} and {@link #TAKE} return of each job {@code id, tenant_id, attempt, fence,
 * file_path, reserved_ms, reserved_bytes, track, channels, anchor, config, settings}.
 */
final class ClaimStatements {

    private static final String STARTED = """
            , claimed as (
                update dispatch d
                set attempt = d.attempt + 1, fence = d.fence + 1, worker = $3, lease_until = now() + make_interval(secs => $4)
                from locked where d.job_id = locked.job_id
                returning d.job_id, d.attempt, d.fence
            ), started as (
                update jobs j
                set status = 'Processing', attempt = c.attempt, fence = c.fence, progress = 0, version = j.version + 1,
                    started_at = now(), updated_at = now()
                from claimed c where j.id = c.job_id
                returning j.id, j.tenant_id, j.workflow_id, j.workflow_version, j.attempt, j.fence, j.file_path,
                    j.reserved_ms, j.reserved_bytes, j.track, j.channels, j.settings
            )
            """;
    private static final String CLAIMS = """
            select s.id, s.tenant_id, s.attempt, s.fence, s.file_path, s.reserved_ms, s.reserved_bytes, s.track,
                s.channels, q.anchor, v.config::text as config, s.settings::text as settings
            from started s
            join quota_accounts q on q.tenant_id = s.tenant_id
            join workflow_versions v
                on v.tenant_id = s.tenant_id and v.workflow_id = s.workflow_id and v.version = s.workflow_version
            """;

    /** Jobs whose worker is lost. They had begun, so neither a limit nor a suspension keeps them. */
    static final String LOST = """
            with locked as (
                select job_id from dispatch
                where worker is not null and lease_until < now() and needs <@ $2
                order by enqueued_at, job_id
                limit $1
                for update skip locked
            )
            """ + STARTED + CLAIMS;

    /** Whether a tenant {@code t} has an admissible job for the offers {@code $2}, and its reseller has room below {@code $3}. */
    private static final String ADMISSIBLE = """
            t.waiting > 0 and t.running < t.concurrency and not t.held and not t.reseller_held
            and exists (
                select from dispatch d
                where d.tenant_id = t.tenant_id and d.worker is null and (d.lease_until is null or d.lease_until <= now())
                    and d.needs <@ $2)
            and (
                select coalesce(sum(r.running), 0) from queue_tenants r
                where r.reseller_id = t.reseller_id and r.running > 0) < $3
            """;

    /**
     * Locks the tenants that are next, and then their resellers. A tenant that another claim holds is left to it. Limits
     * are exact, because the next statement counts under these locks.
     */
    static final String PICK = """
            with picked as materialized (
                select t.tenant_id, t.reseller_id from queue_tenants t where
            """ + ADMISSIBLE + """
                order by t.virtual_time, t.tenant_id
                limit $1
                for no key update of t skip locked
            ), resellers as materialized (
                select reseller_id from queue_resellers
                where reseller_id in (select reseller_id from picked)
                order by reseller_id
                for no key update
            )
            select tenant_id from picked where (select count(*) from resellers) >= 0
            """;

    /**
     * Takes the jobs that would start first if one was chosen at a time: each of a tenant starts at the virtual time that
     * those before it leave.
     */
    static final String TAKE = """
            with room as (
                select t.tenant_id, t.reseller_id, t.virtual_time, t.weight,
                    greatest(0, t.concurrency - t.running) as places, (
                        select $5 - coalesce(sum(r.running), 0) from queue_tenants r
                        where r.reseller_id = t.reseller_id and r.running > 0) as reseller_places
                from queue_tenants t where t.tenant_id = any ($6)
            ), heads as (
                select d.job_id, r.tenant_id, r.reseller_id, r.reseller_places, d.place, r.virtual_time + coalesce(
                    sum(queue_charge(d.cost_ms, r.weight)) over (
                        partition by r.tenant_id order by d.place rows between unbounded preceding and 1 preceding), 0) as starts
                from room r cross join lateral (
                    select w.job_id, w.cost_ms, row_number() over (order by w.priority desc, w.enqueued_at, w.job_id) as place
                    from (
                        select job_id, cost_ms, priority, enqueued_at from dispatch
                        where tenant_id = r.tenant_id and worker is null and (lease_until is null or lease_until <= now())
                            and needs <@ $2
                        order by priority desc, enqueued_at, job_id
                        limit least($1, r.places)) w) d
            ), ranked as (
                select *, row_number() over (partition by reseller_id order by starts, tenant_id, place) as nth from heads
            ), chosen as (
                select job_id, starts from ranked where nth <= reseller_places
                order by starts, tenant_id, place
                limit $1
            ), locked as (
                select job_id from dispatch where job_id in (select job_id from chosen) and worker is null
                for update skip locked
            )
            """ + STARTED + """
            , newest as (
                select setval('queue_clock', greatest((select last_value from queue_clock), cast(max(starts) as bigint)))
                from chosen having max(starts) is not null
            )
            """ + CLAIMS + """
            where (select count(*) from newest) >= 0
            """;

    /** Whether some job could be claimed, held or not by another claim at this moment. */
    static final String IS_ADMISSIBLE = """
            select exists (
                select from queue_tenants t where
            """ + ADMISSIBLE + """
            ) as admissible
            where $1 > 0
            """;

    static final String RENEW = """
            with asked as (
                select * from unnest($1::uuid[], $2::bigint[], $3::double precision[]) as a (job_id, fence, progress)
            ), held as (
                update dispatch d set lease_until = now() + make_interval(secs => $4)
                from asked a
                where d.job_id = a.job_id and d.fence = a.fence and d.worker is not null
                returning d.job_id, d.tenant_id, d.fence, a.progress
            ), shown as (
                update jobs j set progress = greatest(j.progress, trunc(cast(h.progress as numeric), 4)), updated_at = now()
                from held h where j.id = h.job_id and j.fence = h.fence and j.status = 'Processing'
            )
            select h.job_id, h.fence, exists (
                select from replicas t
                left join replicas r on r.topic = 'reseller-changed' and r.id = t.reseller_id
                where t.topic = 'tenant-changed' and t.id = h.tenant_id
                    and ('Abuse' = any (t.suspensions) or 'Abuse' = any (r.suspensions))) as stopped
            from held h
            """;
    static final String PUT_BACK = """
            with waiting as (
                update dispatch set worker = null, attempt = attempt - $3, lease_until = now() + make_interval(secs => $4)
                where job_id = $1 and fence = $2 and worker is not null
                returning job_id, attempt
            )
            update jobs j
            set status = 'Queued', attempt = waiting.attempt, progress = 0, version = j.version + 1, updated_at = now()
            from waiting where j.id = waiting.job_id and j.fence = $2 and j.status = 'Processing'
            """;

    private ClaimStatements() {}
}
