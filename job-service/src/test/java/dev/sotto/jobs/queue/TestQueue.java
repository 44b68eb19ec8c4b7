package dev.sotto.jobs.queue;

import static dev.sotto.jobs.Sotto.change;
import static dev.sotto.jobs.Sotto.rows;

import dev.sotto.jobs.Sotto;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A queue whose jobs need what only this test offers, so that no worker of the service takes them: the real statements on
 * the real database.
 */
public final class TestQueue {

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final String need = "test:" + UUID.randomUUID();
    private final UUID reseller = UUID.randomUUID();
    private final ScopedTransaction transactions;
    private final Vertx vertx;
    private final JobQueue queue;
    private final QueueState state;

    public TestQueue(ScopedTransaction transactions, Vertx vertx, int resellerConcurrency) {
        QueueSettings settings = () -> resellerConcurrency;
        this.transactions = transactions;
        this.vertx = vertx;
        this.queue = new JobQueue(settings);
        this.state = new QueueState(transactions, settings);
        change("insert into queue_resellers (reseller_id) values (?)", reseller);
    }

    /** A job that was claimed. */
    public record Held(UUID id, UUID tenant, long fence, int attempt) {}

    public UUID tenant(int weight, int concurrency) {
        UUID tenant = UUID.randomUUID();
        change("""
                insert into quota_accounts (tenant_id, reseller_id, status, anchor, period_start, period_end,
                    processing_limit_ms, storage_limit_bytes, version)
                values (?, ?, 'Active', now(), now(), now() + interval '1 month', 0, 0, 1)
                """, tenant, reseller);
        change("""
                insert into queue_tenants (tenant_id, reseller_id, version, weight, concurrency) values (?, ?, 1, ?, ?)
                """, tenant, reseller, weight, concurrency);
        change("""
                insert into workflows (id, tenant_id, user_id, name, config) values (?, ?, ?, 'w', '{}')
                """, tenant, tenant, tenant);
        change(
                "insert into workflow_versions (tenant_id, workflow_id, version, config) values (?, ?, 1, '{}')",
                tenant,
                tenant);
        return tenant;
    }

    public UUID job(UUID tenant, long costMs) {
        return job(tenant, costMs, JobPriority.NORMAL);
    }

    UUID job(UUID tenant, long costMs, JobPriority priority, String... needs) {
        UUID id = UUID.randomUUID();
        change("""
                insert into jobs (id, tenant_id, reseller_id, user_id, workflow_id, workflow_version, file_path, file_name,
                    file_bytes, audio_ms, reserved_ms, reserved_bytes)
                values (?, ?, ?, ?, ?, 1, 'p', 'f', 1, ?, ?, 1)
                """, id, tenant, reseller, tenant, tenant, costMs, costMs);
        List<String> all = needs.length == 0 ? List.of(need) : List.of(needs);
        in(transaction -> queue.enqueue(transaction, new QueuedJob(id, tenant, costMs, 0, priority, all)));
        return id;
    }

    String need() {
        return need;
    }

    public List<Held> claim(int jobs) {
        return claim(jobs, need);
    }

    List<Held> claim(int jobs, String... offers) {
        return in(transaction -> queue.claim(
                transaction,
                new Wanted(jobs, List.of(offers), "test"),
                LEASE,
                row -> new Held(
                        row.getUUID("id"), row.getUUID("tenant_id"), row.getLong("fence"), row.getInteger("attempt"))));
    }

    boolean isAdmissible() {
        return Sotto.run(vertx, state.isAdmissible(new Wanted(1, List.of(need), "test")));
    }

    public boolean ends(Held held) {
        return in(transaction -> queue.leave(transaction, held.id(), held.fence()));
    }

    boolean putBack(Held held, boolean isCounted) {
        return in(transaction -> queue.putBack(transaction, held.id(), held.fence(), isCounted, Duration.ZERO));
    }

    void follow(UUID tenant, boolean held) {
        change("update queue_tenants set held = ? where tenant_id = ?", held, tenant);
    }

    UUID reseller() {
        return reseller;
    }

    long number(String sql, Object... parameters) {
        return Long.parseLong(rows(sql, parameters).get(0));
    }

    /** Returns the tenants whose counts are not those of their jobs. */
    List<String> miscounted() {
        return rows("""
                select tenant_id from queue_tenants t
                where reseller_id = ? and (waiting, running, waiting_ms) <> (
                    select count(*) filter (where worker is null), count(*) filter (where worker is not null),
                        coalesce(sum(cost_ms) filter (where worker is null), 0)
                    from dispatch d where d.tenant_id = t.tenant_id)
                """, reseller);
    }

    /** Takes everything out of the queue. */
    public void empty() {
        change("delete from jobs where reseller_id = ?", reseller);
    }

    private <T> T in(Function<SqlTransaction, Uni<T>> work) {
        return Sotto.run(vertx, transactions.sql(Caller.system("test"), work));
    }
}
