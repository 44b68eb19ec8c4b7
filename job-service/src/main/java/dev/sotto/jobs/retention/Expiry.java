package dev.sotto.jobs.retention;

import dev.sotto.jobs.dispatch.WorkerSettings;
import dev.sotto.jobs.quota.Quota;
import dev.sotto.jobs.storage.FailureCollector;
import dev.sotto.jobs.storage.FileRemovals;
import dev.sotto.jobs.storage.StorageSettings;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.runtime.loop.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Removes recordings and transcripts that are over age. Each batch is one transaction: rows, storage, events, and what is
 * to be removed from the store. The files follow; if the process dies before, a later round or the sweeper removes them.
 */
@ApplicationScoped
class Expiry {

    private static final Logger LOG = Logger.getLogger(Expiry.class);
    private static final Caller EXPIRY = Caller.system("expiry");
    private static final int A_BATCH = 100;

    /** Without regard to the tenant's retention: a failed job keeps its recording for a retry only. */
    private static final String FAILED_RECORDINGS = """
            with due as (
                select id, file_bytes as freed from jobs
                where status = 'Failed' and file_bytes > 0 and stored_bytes >= file_bytes and completed_at < now() - make_interval(secs => $2)
                order by completed_at
                limit $1
                for update skip locked
            )
            update jobs j set stored_bytes = j.stored_bytes - due.freed, file_bytes = 0, version = j.version + 1,
                updated_at = now()
            from due where j.id = due.id
            returning j.id, j.version, j.tenant_id, j.reseller_id, j.user_id, j.stored_bytes, due.freed, j.file_path as name,
                j.updated_at
            """;

    private static final String RECORDINGS = """
            with due as (
                select j.id, j.file_bytes as freed
                from retention r join jobs j on j.tenant_id = r.tenant_id
                where j.file_bytes > 0 and j.stored_bytes >= j.file_bytes and j.completed_at < now() - make_interval(days => r.recording_days)
                limit $1
                for update of j skip locked
            )
            update jobs j set stored_bytes = j.stored_bytes - due.freed, file_bytes = 0, version = j.version + 1,
                updated_at = now()
            from due where j.id = due.id
            returning j.id, j.version, j.tenant_id, j.reseller_id, j.user_id, j.stored_bytes, due.freed, j.file_path as name,
                j.updated_at
            """;

    private static final String TRANSCRIPTS = """
            with due as (
                select j.id, j.tenant_id, j.stored_bytes - j.file_bytes as freed
                from retention r join jobs j on j.tenant_id = r.tenant_id
                where j.status = 'Completed' and j.transcript_removed_at is null and j.stored_bytes >= j.file_bytes
                    and j.completed_at < now() - make_interval(days => r.transcript_days)
                limit $1
                for update of j skip locked
            ), forgotten as (
                delete from transcript_revisions r using due where r.tenant_id = due.tenant_id and r.job_id = due.id
            )
            update jobs j set stored_bytes = j.stored_bytes - due.freed, transcript_removed_at = now(),
                version = j.version + 1, updated_at = now()
            from due where j.id = due.id
            returning j.id, j.version, j.tenant_id, j.reseller_id, j.user_id, j.stored_bytes, due.freed,
                j.result_path as name, j.updated_at
            """;

    private final ScopedTransaction transactions;
    private final Quota quota;
    private final FileRemovals removals;
    private final double failedKeptSeconds;
    private final Loop loop;

    Expiry(
            ScopedTransaction transactions,
            Quota quota,
            FileRemovals removals,
            Vertx vertx,
            WorkerSettings jobs,
            StorageSettings storage) {
        this.transactions = transactions;
        this.quota = quota;
        this.removals = removals;
        this.failedKeptSeconds = jobs.failedKept().toMillis() / 1000.0;
        this.loop = new Loop(vertx, "expiry", storage.sweepEvery(), this::round);
    }

    void start(@Observes StartupEvent start) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        loop.stop().join();
    }

    /** Expires a batch of each kind and removes its files. Returns whether there may be more. */
    Uni<Boolean> round() {
        FailureCollector undone = new FailureCollector();
        return expire().call(expired -> expired == 0 ? Uni.createFrom().voidItem() : removals.round(undone))
                .invoke(() -> {
                    if (undone.count() > 0) {
                        LOG.warnf("%d files could not be removed, the first: %s", undone.count(), undone.first());
                    }
                })
                .map(expired -> expired >= A_BATCH);
    }

    /** Expires a batch of each kind, without the files. Returns how many recordings and transcripts. */
    Uni<Integer> expire() {
        return expire(FAILED_RECORDINGS, A_BATCH, failedKeptSeconds)
                .flatMap(failed -> expire(RECORDINGS, A_BATCH)
                        .flatMap(recordings ->
                                expire(TRANSCRIPTS, A_BATCH).map(transcripts -> failed + recordings + transcripts)));
    }

    private Uni<Integer> expire(String statement, Object... parameters) {
        return transactions.sql(
                EXPIRY,
                transaction -> transaction
                        .list(ExpiredMedia::of, statement, parameters)
                        .call(expired -> account(transaction, expired))
                        .call(expired -> each(expired, media -> publish(transaction, media)))
                        .map(List::size));
    }

    /** In the order of the tenants, so that two processes do not wait for each other. */
    private Uni<Void> account(SqlTransaction transaction, List<ExpiredMedia> expired) {
        TreeMap<UUID, Long> freed = expired.stream()
                .collect(Collectors.groupingBy(
                        ExpiredMedia::tenantId, TreeMap::new, Collectors.summingLong(ExpiredMedia::freed)));
        return each(
                List.copyOf(freed.entrySet()), tenant -> quota.free(transaction, tenant.getKey(), tenant.getValue()));
    }

    private Uni<Void> publish(SqlTransaction transaction, ExpiredMedia media) {
        return transaction
                .publish(media.event())
                .chain(() -> each(media.names(), name -> removals.request(transaction, media.tenantId(), name)));
    }

    private static <T> Uni<Void> each(List<T> all, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
