package dev.sotto.jobs.storage;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Removes files that a committed change gave up. The change writes down what to remove, so that a process that dies
 * between the commit and the removal leaves nothing for ever.
 */
@ApplicationScoped
public class FileRemovals {

    private static final Caller REMOVER = Caller.system("file-removals");
    private static final int A_PAGE = 500;
    private static final String REQUEST = "insert into file_removals (tenant_id, name) values ($1, $2)";
    private static final String PAGE = "select id, name from file_removals where id > $1 order by id limit $2";
    private static final String DONE = "delete from file_removals where id = any($1)";

    private final ScopedTransaction transactions;
    private final BlobStore store;
    private final BlockingExecutor blockingExecutor;

    FileRemovals(ScopedTransaction transactions, BlobStore store, BlockingExecutor blockingExecutor) {
        this.transactions = transactions;
        this.store = store;
        this.blockingExecutor = blockingExecutor;
    }

    /** Writes down, in the transaction of the change, that a blob or a directory is to be removed. */
    public Uni<Void> request(SqlTransaction transaction, UUID tenantId, String name) {
        return transaction.execute(REQUEST, tenantId, name).replaceWithVoid();
    }

    /** Removes one after the commit, without waiting for a round. What fails now is left to a round. */
    public Uni<Void> attempt(String name) {
        return blockingExecutor.attempt(() -> store.remove(name));
    }

    /** Removes everything that was requested. What cannot be removed stays requested and does not stop the others. */
    public Uni<Void> round(FailureCollector undone) {
        return page(0, undone);
    }

    private Uni<Void> page(long after, FailureCollector undone) {
        return transactions
                .sql(REMOVER, transaction -> transaction.list(Requested::of, PAGE, after, A_PAGE))
                .flatMap(page -> page.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : removeAll(page, undone)
                                .flatMap(done -> transactions.sql(
                                        REMOVER, transaction -> transaction.execute(DONE, (Object) done)))
                                .chain(() -> page(page.get(page.size() - 1).id(), undone)));
    }

    private Uni<Long[]> removeAll(List<Requested> page, FailureCollector undone) {
        return blockingExecutor.call(() -> {
            List<Long> done = new ArrayList<>();
            for (Requested each : page) {
                undone.attempt(() -> {
                    store.remove(each.name());
                    done.add(each.id());
                });
            }
            return done.toArray(Long[]::new);
        });
    }

    private record Requested(long id, String name) {

        static Requested of(Row row) {
            return new Requested(row.getLong("id"), row.getString("name"));
        }
    }
}
