package dev.sotto.jobs.queue;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the state of the whole queue. Each method is a transaction of its own. */
@ApplicationScoped
public class QueueState {

    private static final Caller READER = Caller.system("queue-state");

    private static final Duration RECENT = Duration.ofSeconds(5);
    private static final String LOAD = """
            select w.slots, w.speed, r.running, r.running_ms, t.waiting, t.waiting_ms, t.weights, coalesce((
                select cast(extract(epoch from now() - min(enqueued_at)) as bigint) from dispatch where worker is null
            ), 0) as oldest_seconds
            from (
                select cast(coalesce(sum(slots), 0) as integer) as slots,
                    cast(coalesce(sum(slots * speed) filter (where speed > 0) / sum(slots) filter (where speed > 0), 0)
                        as double precision) as speed
                from queue_workers where seen_at > now() - interval '1 minute'
            ) w, (
                select count(*) as running, cast(coalesce(sum(cost_ms), 0) as bigint) as running_ms
                from dispatch where worker is not null
            ) r, (
                select coalesce(sum(waiting), 0) as waiting, cast(coalesce(sum(waiting_ms), 0) as bigint) as waiting_ms,
                    coalesce(sum(weight), 0) as weights
                from queue_tenants where waiting > 0 and not held and not reseller_held
            ) t
            """;

    private final ScopedTransaction transactions;
    private final QueueSettings settings;
    private final AtomicReference<@Nullable Recent> recent = new AtomicReference<>();

    QueueState(ScopedTransaction transactions, QueueSettings settings) {
        this.transactions = transactions;
        this.settings = settings;
    }

    /** Reads the sums of the whole queue. */
    public Uni<QueueLoad> load() {
        return Uni.createFrom()
                .deferred(() -> transactions.readFirst(READER, QueueLoad::of, LOAD))
                .onItem()
                .ifNull()
                .continueWith(QueueLoad.UNKNOWN);
    }

    /**
     * Returns the sums as they were a few seconds ago at most, and unknown ones if they cannot be read. Each caller gets
     * them on its own context, where it may begin a transaction.
     */
    Uni<QueueLoad> recentLoad() {
        Recent known = recent.get();
        return known != null && System.nanoTime() - known.readAt < RECENT.toNanos()
                ? Uni.createFrom().item(known.load)
                : load().onFailure()
                        .recoverWithItem(QueueLoad.UNKNOWN)
                        .invoke(load -> recent.set(new Recent(System.nanoTime(), load)));
    }

    private record Recent(long readAt, QueueLoad load) {}

    /** Returns whether a job waits that could start at once. After a claim, another claim holds its tenant. */
    public Uni<Boolean> isAdmissible(Wanted wanted) {
        return transactions
                .readFirst(
                        READER,
                        row -> row.getBoolean("admissible"),
                        ClaimStatements.IS_ADMISSIBLE,
                        wanted.jobs(),
                        wanted.offered(),
                        settings.resellerConcurrency())
                .map(admissible -> Objects.equals(admissible, true));
    }
}
