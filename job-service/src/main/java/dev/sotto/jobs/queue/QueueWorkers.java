package dev.sotto.jobs.queue;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The processes that have workers, as each reports itself. One that is silent for a minute counts no more. */
@ApplicationScoped
public class QueueWorkers {

    private static final Caller WORKERS = Caller.system("queue-workers");
    private static final String REPORT = """
            with silent as (
                delete from queue_workers where worker <> $1 and seen_at < now() - interval '1 hour'
            )
            insert into queue_workers (worker, slots, speed) values ($1, $2, cast($3 as double precision))
            on conflict (worker) do update set slots = excluded.slots, speed = excluded.speed, seen_at = now()
            """;

    private final ScopedTransaction transactions;

    QueueWorkers(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /**
     * Reports a process.
     *
     * @param slots how many jobs it does at once
     * @param speed milliseconds of sound that one worker does in a millisecond; 0 while it is not known
     */
    public Uni<Void> report(String worker, int slots, double speed) {
        return transactions
                .sql(WORKERS, transaction -> transaction.execute(REPORT, worker, slots, speed))
                .replaceWithVoid();
    }
}
