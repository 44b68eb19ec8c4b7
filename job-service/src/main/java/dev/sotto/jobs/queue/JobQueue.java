package dev.sotto.jobs.queue;

import dev.sotto.model.jobs.JobPriority;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Every statement on {@code dispatch}. Each method is a part of its caller's transaction. {@link #leave} and {@link
 * #remove} come first in it, because whoever ends a job locks its place in the queue before its row.
 */
@ApplicationScoped
public class JobQueue {

    private static final String ENQUEUE = """
            insert into dispatch (job_id, tenant_id, cost_ms, fence, priority, needs) values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String LEAVE = "delete from dispatch where job_id = $1 and fence = $2 and worker is not null";
    private static final String REMOVE = """
            delete from dispatch d using jobs j
            where d.job_id = $2 and d.tenant_id = $1 and j.id = d.job_id and j.tenant_id = $1 and ($3 or j.user_id = $4)
            """;

    private final QueueSettings settings;

    JobQueue(QueueSettings settings) {
        this.settings = settings;
    }

    /** Gives a job its place. */
    public Uni<Void> enqueue(SqlTransaction transaction, QueuedJob job) {
        return transaction
                .execute(
                        ENQUEUE,
                        job.jobId(),
                        job.tenantId(),
                        job.costMs(),
                        job.fence(),
                        rank(job.priority()),
                        job.needs().toArray(String[]::new))
                .replaceWithVoid();
    }

    private static short rank(JobPriority priority) {
        return (short) (priority.ordinal() - JobPriority.NORMAL.ordinal());
    }

    /**
     * Claims jobs: first those whose worker is lost, in whose place the new one comes, then those that are next. Returns
     * fewer than wanted if there are no more, or if another claim holds the rows of those that there are ({@link
     * QueueState#isAdmissible}).
     *
     * @param as reads what {@link ClaimStatements} returns of each job
     */
    public <T> Uni<List<T>> claim(SqlTransaction transaction, Wanted wanted, Duration lease, Function<Row, T> as) {
        double seconds = seconds(lease);
        return transaction
                .list(as, ClaimStatements.LOST, wanted.jobs(), wanted.offered(), wanted.worker(), seconds)
                .flatMap(lost -> lost.size() == wanted.jobs()
                        ? Uni.createFrom().item(lost)
                        : next(transaction, wanted.less(lost.size()), seconds, as)
                                .map(next -> joined(lost, next)));
    }

    private <T> Uni<List<T>> next(SqlTransaction transaction, Wanted wanted, double seconds, Function<Row, T> as) {
        int most = settings.resellerConcurrency();
        return transaction
                .list(row -> row.getUUID("tenant_id"), ClaimStatements.PICK, wanted.jobs(), wanted.offered(), most)
                .flatMap(tenants -> tenants.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : transaction.list(
                                as,
                                ClaimStatements.TAKE,
                                wanted.jobs(),
                                wanted.offered(),
                                wanted.worker(),
                                seconds,
                                most,
                                tenants.toArray(UUID[]::new)));
    }

    private static <T> List<T> joined(List<T> lost, List<T> next) {
        List<T> all = new ArrayList<>(lost);
        all.addAll(next);
        return all;
    }

    /** Renews leases in one statement, and writes the progress of their jobs. Returns those that are still held. */
    public Uni<List<Renewal.Renewed>> renew(SqlTransaction transaction, List<Renewal> renewals, Duration lease) {
        return transaction.list(
                Renewal.Renewed::of,
                ClaimStatements.RENEW,
                renewals.stream().map(Renewal::jobId).toArray(UUID[]::new),
                renewals.stream().map(Renewal::fence).toArray(Long[]::new),
                renewals.stream().map(Renewal::progress).toArray(Double[]::new),
                seconds(lease));
    }

    /** Takes a job that has ended out of the queue. Returns false and changes nothing if the claim is lost. */
    public Uni<Boolean> leave(SqlTransaction transaction, UUID jobId, long fence) {
        return transaction.execute(LEAVE, jobId, fence).map(rows -> rows == 1);
    }

    /**
     * Takes a job out of the queue that its tenant no longer wants. Returns false and changes nothing if it is not there.
     *
     * @param ofAnyUser whether the job may be another user's
     */
    public Uni<Boolean> remove(SqlTransaction transaction, UUID jobId, boolean ofAnyUser, UUID userId) {
        return transaction
                .execute(REMOVE, transaction.caller().requireTenantId(), jobId, ofAnyUser, userId)
                .map(rows -> rows == 1);
    }

    /**
     * Makes a job claimable again after a pause. It has its old place. Returns false and changes nothing if the claim is
     * lost.
     *
     * @param isCounted whether the attempt counts; one that does not costs the tenant nothing
     */
    public Uni<Boolean> putBack(SqlTransaction transaction, UUID jobId, long fence, boolean isCounted, Duration pause) {
        return transaction
                .execute(ClaimStatements.PUT_BACK, jobId, fence, isCounted ? 0 : 1, seconds(pause))
                .map(rows -> rows == 1);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
