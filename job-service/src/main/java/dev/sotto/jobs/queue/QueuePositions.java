package dev.sotto.jobs.queue;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Says where jobs stand that wait. It reads the tenant's own places and sums, and the sums of the whole queue, which this
 * process asks for every few seconds, however many watch. It needs the load of others, so it runs in system scope and
 * returns only numbers.
 */
@ApplicationScoped
public class QueuePositions {

    /** How many of a tenant's places are counted. A job behind them has this position. */
    public static final int MOST_COUNTED = 5_000;

    private static final Caller COUNTER = Caller.system("queue-positions");
    private static final String COUNT = """
            select a.job_id, coalesce(w.position, $3) as position, coalesce(w.ahead_ms, t.waiting_ms) as ahead_ms, t.weight,
                t.concurrency, t.running, t.held or t.reseller_held as held
            from queue_tenants t
            join dispatch a on a.tenant_id = t.tenant_id and a.job_id = any ($2) and a.worker is null
            left join (
                select job_id, row_number() over places - 1 as position,
                    cast(sum(cost_ms) over places as bigint) - cost_ms as ahead_ms
                from (
                    select job_id, cost_ms, priority, enqueued_at from dispatch
                    where tenant_id = $1 and worker is null
                    order by priority desc, enqueued_at, job_id
                    limit $3) first
                window places as (order by priority desc, enqueued_at, job_id rows unbounded preceding)
            ) w on w.job_id = a.job_id
            where t.tenant_id = $1
            """;

    private final ScopedTransaction transactions;
    private final QueueState state;
    private final Clock clock;

    QueuePositions(ScopedTransaction transactions, QueueState state, Clock clock) {
        this.transactions = transactions;
        this.state = state;
        this.clock = clock;
    }

    /** Returns the places of a tenant's queued jobs. The ids must come from rows that the caller may see. */
    public Uni<Map<UUID, Place>> of(UUID tenantId, List<UUID> jobs) {
        if (jobs.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return state.recentLoad()
                .flatMap(load -> transactions.read(
                        COUNTER,
                        row -> Map.entry(row.getUUID("job_id"), place(load, row)),
                        COUNT,
                        tenantId,
                        jobs.toArray(UUID[]::new),
                        (long) MOST_COUNTED))
                .map(places -> places.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Place place(QueueLoad load, Row row) {
        StartEstimate.Share share = new StartEstimate.Share(
                row.getInteger("weight"),
                row.getInteger("concurrency"),
                row.getInteger("running"),
                row.getBoolean("held"));
        long position = row.getLong("position");
        return new Place(
                position,
                new StartEstimate(load, share)
                        .of(position, row.getLong("ahead_ms"))
                        .map(this::minute)
                        .orElse(null));
    }

    /** Returns the next full minute: nobody knows more, and watchers are told of each change. */
    private Instant minute(Duration wait) {
        return clock.instant().plus(wait).truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }
}
