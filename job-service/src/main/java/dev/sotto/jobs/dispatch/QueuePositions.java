package dev.sotto.jobs.dispatch;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Counts the jobs that start before a given job. It counts jobs of all tenants, so it runs in system scope and returns
 * only numbers.
 */
@ApplicationScoped
public class QueuePositions {

    private static final Caller COUNTER = Caller.system("queue-positions");
    private static final String COUNT = """
            select job_id, position from (
                select job_id, row_number() over (order by enqueued_at, job_id) - 1 as position
                from dispatch where worker is null
            ) queue
            where job_id = any($1)
            """;

    private final ScopedTransaction transactions;

    QueuePositions(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /** Returns the positions of queued jobs. The ids must come from rows that the caller may see. */
    public Uni<Map<UUID, Long>> of(List<UUID> jobs) {
        if (jobs.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transactions
                .read(COUNTER, row -> Map.entry(row.getUUID("job_id"), row.getLong("position")), COUNT, (Object)
                        jobs.toArray(UUID[]::new))
                .map(places -> places.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
