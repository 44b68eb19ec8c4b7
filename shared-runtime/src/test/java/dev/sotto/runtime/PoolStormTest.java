package dev.sotto.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many tenants over few connections, while backends are killed: no transaction ever sees another tenant's rows. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class PoolStormTest {

    private static final int TRANSACTIONS = Boolean.getBoolean("sotto.campaign") ? 1_000_000 : 20_000;
    private static final int TENANTS = 50;
    private static final int AT_ONCE = 64;
    private static final int POOL = 4;
    private static final int BETWEEN_KILLS = 400;

    @Inject
    ScopedTransaction transactions;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final AtomicInteger foreign = new AtomicInteger();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger undone = new AtomicInteger();
    private final AtomicInteger blind = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Throwable> unexpected = new ArrayList<>();

    @Test
    void killedBackendsLeakNoConnectionsOrScopes() throws InterruptedException {
        List<Caller> tenants = tenantsWithANoteEach();
        Random random = new Random(1);
        Semaphore places = new Semaphore(AT_ONCE);
        for (int i = 0; i < TRANSACTIONS; i++) {
            take(places, 1);
            Caller caller = tenants.get(random.nextInt(TENANTS));
            int dice = random.nextInt(20);
            CompletableFuture<?> done = dice == 0
                    ? hangUp(caller, i)
                    : dice < 3 ? writeAndUndo(caller) : dice < 5 ? readWithoutScope() : read(caller, i);
            var unused = done.whenComplete((result, failure) -> {
                count(failure);
                places.release();
            });
            if (i % BETWEEN_KILLS == BETWEEN_KILLS - 1) {
                killSomeBackends();
            }
        }
        take(places, AT_ONCE);
        Probe.await("the pool is whole again", () -> everyConnectionIsFree());

        System.out.printf(
                "pool storm: %d transactions, %d right, %d without scope, %d undone, %d hung up, %d refused as unavailable, %d foreign rows%n",
                TRANSACTIONS, right.get(), blind.get(), undone.get(), hungUp.get(), refused.get(), foreign.get());
        assertThat(unexpected).isEmpty();
        assertThat(foreign).hasValue(0);
        assertThat(right.get()).isGreaterThan(TRANSACTIONS / 2);
        assertThat(blind.get()).isGreaterThan(TRANSACTIONS / 20);
        assertThat(Probe.number("select count(*) from notes")).isEqualTo(TENANTS);
    }

    private static void take(Semaphore places, int count) throws InterruptedException {
        assertThat(places.tryAcquire(count, TestTimeout.SECONDS, TimeUnit.SECONDS))
                .as("transactions end")
                .isTrue();
    }

    private List<Caller> tenantsWithANoteEach() {
        Probe.sql("truncate notes");
        List<Caller> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            Caller tenant = Probe.tenant(UUID.randomUUID(), UUID.randomUUID());
            Probe.sql("insert into notes (id, tenant_id, reseller_id, text) values (gen_random_uuid(), '"
                    + tenant.requireTenantId() + "', '" + tenant.requireResellerId() + "', '"
                    + tenant.requireTenantId() + "')");
            tenants.add(tenant);
        }
        return tenants;
    }

    private CompletableFuture<?> read(Caller caller, int round) {
        String own = caller.requireTenantId().toString();
        String statement = "select text from notes";
        return Probe.start(vertx, () -> {
            Uni<List<String>> texts = round % 2 == 0
                    ? transactions.read(caller, row -> row.getString(0), statement)
                    : transactions.sql(caller, t -> t.list(row -> row.getString(0), statement));
            return texts.invoke(seen -> (seen.equals(List.of(own)) ? right : foreign).incrementAndGet());
        });
    }

    /** A transaction without a scope must see nothing, even on a connection that served a tenant before. */
    private CompletableFuture<?> readWithoutScope() {
        return Probe.start(
                vertx,
                () -> DatabaseErrors.mapped(pool.query("select text from notes").execute())
                        .invoke(seen -> (seen.size() == 0 ? blind : foreign).incrementAndGet()));
    }

    /** Cancels in the middle: while waiting for a connection, in a statement, between two, or at the end. */
    private CompletableFuture<?> hangUp(Caller caller, int round) {
        hungUp.incrementAndGet();
        return Probe.startAndHangUp(
                vertx,
                () -> round % 2 == 0
                        ? transactions.read(caller, row -> row, "select text, pg_sleep(0.002) from notes")
                        : transactions.sql(
                                caller,
                                t -> t.execute("delete from notes")
                                        .chain(() -> t.execute("select pg_sleep(0.002)"))
                                        .chain(() -> Uni.createFrom().failure(new Undone()))),
                1 + ThreadLocalRandom.current().nextInt(4));
    }

    /** Runs as many transactions at once as the pool has connections, each waiting for the others. */
    private boolean everyConnectionIsFree() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < POOL; i++) {
            all.add(Probe.start(
                    vertx,
                    () -> transactions.sql(
                            Probe.tenant(UUID.randomUUID(), UUID.randomUUID()),
                            t -> t.execute("select pg_sleep(0.05)"))));
        }
        return all.stream().allMatch(PoolStormTest::succeeded);
    }

    private static boolean succeeded(CompletableFuture<?> call) {
        try {
            call.get(TestTimeout.SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<?> writeAndUndo(Caller caller) {
        return Probe.start(
                vertx,
                () -> transactions.sql(
                        caller,
                        t -> t.execute("delete from notes")
                                .chain(() -> Uni.createFrom().failure(new Undone()))));
    }

    private void count(Throwable failure) {
        if (failure == null) {
            return;
        }
        if (failure instanceof Undone) {
            undone.incrementAndGet();
        } else if (DatabaseErrors.isUnavailable(failure)) {
            refused.incrementAndGet();
        } else {
            synchronized (unexpected) {
                unexpected.add(failure);
            }
        }
    }

    private static void killSomeBackends() {
        Probe.sql("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where usename = 'reseller_app' order by random() limit 2""");
    }

    private static class Undone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
