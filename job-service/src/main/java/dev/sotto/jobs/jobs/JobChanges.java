package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads which of a tenant's jobs moved since a moment, in one statement along indexes: those that run, those at the head
 * of the queue, those that ended, and those that people created, changed or deleted, which the audit log tells.
 */
@ApplicationScoped
class JobChanges {

    /** A read with more changes than this is not complete. */
    static final int MOST = 500;

    private static final int MOST_LIVE = 100;

    /** A change is dated by the beginning of its transaction, and seen after its commit. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(15);

    /** Ids of the audit log are made by the services' clocks, which differ. */
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

    static final String READ = "select clock.read_at, moved.moved_id, moved.owner, " + JobRow.COLUMNS + """
            from (select now() as read_at) clock
            left join (
                select moved_id, max(owner) as owner from (
                    (select id as moved_id, null as owner from jobs
                        where tenant_id = $1 and status = 'Processing' order by id limit $5)
                    union all
                    (select id, null from jobs where tenant_id = $1 and status = 'Queued' order by id limit $5)
                    union all
                    (select id, null from jobs where tenant_id = $1 and completed_at > $2 order by completed_at limit $6)
                    union all
                    (select subject_id, before ->> 'user_id' from audit_log
                        where tenant_id = $1 and id > $3 and at > $2 and subject_type = 'job' order by id limit $6)
                    union all
                    select unnest($4::uuid[]), null
                ) found group by moved_id
            ) moved on true
            left join jobs on jobs.tenant_id = $1 and jobs.id = moved.moved_id
            """;

    private final ScopedTransaction transactions;

    JobChanges(ScopedTransaction transactions) {
        this.transactions = transactions;
    }

    /**
     * Reads the changes of the caller's tenant, also of jobs that the caller may not see.
     *
     * @param since also reads some that are a little older
     * @param running jobs that are read in any case
     */
    Uni<Read> since(Caller caller, Instant since, Collection<UUID> running) {
        Instant from = since.minus(LONGEST_TRANSACTION);
        return transactions
                .read(
                        caller,
                        JobChanges::line,
                        READ,
                        caller.requireTenantId(),
                        from.atOffset(ZoneOffset.UTC),
                        firstIdAt(from.minus(LARGEST_SKEW)),
                        running.toArray(UUID[]::new),
                        MOST_LIVE,
                        MOST)
                .map(Read::of);
    }

    /** Returns an id below all ids (UUIDv7) made at this time or later. */
    private static UUID firstIdAt(Instant time) {
        return new UUID(Math.max(time.toEpochMilli(), 0) << 16, 0);
    }

    private static Line line(Row row) {
        UUID moved = row.getUUID("moved_id");
        String owner = row.getString("owner");
        Moved job = moved == null
                ? null
                : new Moved(
                        moved,
                        owner == null ? null : UUID.fromString(owner),
                        row.getUUID("id") == null ? null : JobRow.view(row));
        return new Line(row.getOffsetDateTime("read_at").toInstant(), job);
    }

    private record Line(Instant at, @Nullable Moved job) {}

    /**
     * A job that may have changed.
     *
     * @param owner whose it was, if the audit log tells
     * @param job null if it is deleted
     */
    record Moved(UUID id, @Nullable UUID owner, @Nullable JobView job) {}

    /** @param at the database's time */
    record Read(Instant at, List<Moved> jobs) {

        private static Read of(List<Line> lines) {
            List<Moved> jobs = lines.stream()
                    .flatMap(line -> Stream.ofNullable(line.job()))
                    .toList();
            return new Read(lines.get(0).at().truncatedTo(ChronoUnit.MICROS), jobs);
        }

        /** Returns whether it has all changes. */
        boolean isComplete() {
            return jobs.size() < MOST;
        }
    }
}
