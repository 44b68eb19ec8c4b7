package dev.sotto.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.runtime.database.DatabaseErrors;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Change;
import dev.sotto.runtime.isolation.ScopedTransaction;
import dev.sotto.runtime.isolation.SqlTransaction;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.exception.AuthException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two kinds of transaction: nothing is visible without a scope. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class ScopedTransactionTest {

    private static final UUID RESELLER = UUID.randomUUID();
    private static final String READ = "select text from notes order by text";

    @Inject
    ScopedTransaction transactions;

    @Inject
    Note.Notes notes;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private final Caller mine = Probe.tenant(UUID.randomUUID(), RESELLER);
    private final Caller other = Probe.tenant(UUID.randomUUID(), RESELLER);

    @BeforeEach
    void twoTenantsWithANoteEach() {
        Probe.sql("truncate notes");
        Probe.run(vertx, () -> transactions.sql(mine, t -> insert(t, mine, "mine")));
        Probe.run(vertx, () -> transactions.sql(other, t -> insert(t, other, "other's")));
    }

    @Test
    void tenantSeesOnlyItsOwnRowsInBothKindsOfTransaction() {
        List<String> bySql = Probe.run(vertx, () -> transactions.sql(mine, t -> t.list(row -> row.getString(0), READ)));
        List<Note> byEdit = Probe.run(vertx, () -> transactions.edit(mine, t -> notes.listAll()));

        assertThat(read(mine)).containsExactly("mine");
        assertThat(bySql).containsExactly("mine");
        assertThat(byEdit).extracting(Note::text).containsExactly("mine");
    }

    @Test
    void resellerReadsItsRowsAndCannotChangeThem() {
        Caller reseller = Probe.reseller(RESELLER);

        assertThat(read(reseller)).containsExactly("mine", "other's");
        assertThat(read(Probe.reseller(UUID.randomUUID()))).isEmpty();
        int updated = Probe.run(vertx, () -> transactions.sql(reseller, t -> t.execute("update notes set text = 'x'")));
        int deleted = Probe.run(vertx, () -> transactions.sql(reseller, t -> t.execute("delete from notes")));
        assertThat(updated + deleted).isZero();
    }

    @Test
    void noScopeShowsNoRows() {
        List<Integer> counts = Probe.run(
                vertx, () -> pool.query("select text from notes").execute().map(rows -> List.of(rows.size())));

        assertThat(counts).containsExactly(0);
    }

    @Test
    void systemScopeShowsNoRowsWithAppLogin() {
        String impersonation =
                "with s as (select set_config('app.scope', 'system', true)) select n.text from s, notes n";

        assertThat(read(mine, impersonation)).isEmpty();
        assertThat(read(Caller.system("probe"))).containsExactly("mine", "other's");
    }

    @Test
    void rowForAnotherTenantIsRefusedInBothKindsOfTransaction() {
        assertRefused("42501", () -> Probe.run(vertx, () -> transactions.sql(mine, t -> insert(t, other, "smuggled"))));
        Note smuggled = new Note(other.requireTenantId(), RESELLER, "smuggled");
        assertThatThrownBy(() -> Probe.run(vertx, () -> transactions.edit(mine, t -> notes.persistAndFlush(smuggled))))
                .isInstanceOf(AuthException.class)
                .hasMessageContaining("new row violates row-level security policy for table \"notes\"")
                .satisfies(
                        failure -> assertThat(DatabaseErrors.sqlState(failure)).contains("42501"));
        assertThat(Probe.number("select count(*) from notes")).isEqualTo(2);
    }

    /** Often enough that PostgreSQL changes from custom plans to a generic plan. */
    @Test
    void everyReadSetsItsScopeBeforeTheFirstRow() {
        List<String> shapes = List.of(
                READ,
                "select text from notes order by text limit 1 offset 0 -- to the end of the line",
                "select max(text) from notes having count(*) = 1",
                "select text from notes union all select text from notes where false",
                "with own as materialized (select text from notes) select text from own",
                "select a.text from notes a join notes b using (id) where exists (select from notes)",
                "select g.text from notes n, lateral (select n.text from generate_series(1, 1)) g",
                "select (select text from notes) where (select count(*) from notes) = 1",
                "select (select max(text) from notes), (select count(*) from notes), current_setting('app.scope', true)",
                "select a.text from notes a where not exists (select from notes b where b.text < a.text)",
                "select a.text from notes a left join notes b on b.id = a.id and b.text = 'x' where b.id is null",
                "select text from notes limit (select count(*) from notes)",
                "select text from notes where id = any (array(select id from notes))",
                "select unnest(array(select text from notes))",
                "select distinct text from notes where text = (select max(text) from notes)");

        for (String shape : shapes) {
            for (int i = 0; i < 10; i++) {
                assertThat(read(mine, shape)).as(shape).containsExactly("mine");
                assertThat(read(other, shape)).as(shape).containsExactly("other's");
            }
        }
    }

    @Test
    void scopeEndsWithTheRead() {
        assertThat(read(mine)).containsExactly("mine");

        List<String> left = Probe.run(
                vertx,
                () -> Uni.join()
                        .all(Stream.generate(() -> pool.query(
                                                "select concat(current_setting('app.scope', true), current_setting('app.tenant_id', true), current_setting('app.reseller_id', true), (select text from notes))")
                                        .execute()
                                        .map(rows -> rows.iterator().next().getString(0)))
                                .limit(50)
                                .toList())
                        .andFailFast());

        assertThat(left).containsOnly("");
    }

    @Test
    void readRefusesWritingStatement() {
        assertRefused("42601", () -> read(mine, "delete from notes returning text"));
        assertRefused(
                "0A000", () -> read(mine, "with gone as (delete from notes returning text) select text from gone"));
        assertThat(read(mine)).containsExactly("mine");
    }

    @Test
    void nestedTransactionIsRefused() {
        assertThatThrownBy(() ->
                        Probe.run(vertx, () -> transactions.sql(mine, t -> transactions.read(other, row -> row, READ))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a transaction is open already");
        assertThatThrownBy(() -> Probe.run(
                        vertx, () -> transactions.edit(mine, t -> transactions.edit(other, u -> notes.listAll()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a transaction is open already");
        assertThat(read(mine)).containsExactly("mine");
    }

    @Test
    void nextTransactionHasItsOwnScope() {
        List<String> both = Probe.run(
                vertx,
                () -> transactions
                        .read(mine, row -> row.getString(0), READ)
                        .chain(() -> transactions.read(other, row -> row.getString(0), READ)));

        assertThat(both).containsExactly("other's");
    }

    @Test
    void transactionNeedsVertxContext() {
        assertThatThrownBy(
                        () -> transactions.read(mine, row -> row, READ).await().indefinitely())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a transaction needs a Vert.x context of its own");
    }

    @Test
    void failureRollsBackRowsEventsAndAudit() {
        long audited = Probe.number("select count(*) from audit_log");

        assertThatThrownBy(() -> Probe.run(
                        vertx,
                        () -> transactions.sql(
                                mine,
                                t -> insert(t, mine, "undone")
                                        .call(() -> t.record(change()))
                                        .chain(() -> Uni.createFrom()
                                                .failure(new IllegalArgumentException("changed my mind"))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changed my mind");

        assertThat(read(mine)).containsExactly("mine");
        assertThat(Probe.number("select count(*) from audit_log")).isEqualTo(audited);
    }

    @Test
    void swallowedFailureIsNotReportedAsCommitted() {
        assertRefused(
                "25P02",
                () -> Probe.run(
                        vertx,
                        () -> transactions.sql(
                                mine,
                                t -> insert(t, mine, "half")
                                        .chain(() -> t.execute("select 1 / 0"))
                                        .onFailure()
                                        .recoverWithItem(0))));

        assertThat(read(mine)).containsExactly("mine");
    }

    @Test
    void ormTransactionWritesRowsAuditAndVersions() {
        long audited = Probe.number("select count(*) from audit_log");

        Probe.run(
                vertx,
                () -> transactions.edit(
                        mine,
                        t -> notes.find("text", "mine")
                                .firstResult()
                                .invoke(note -> note.rewrite("mine, rewritten"))
                                .call(() -> t.record(change()))));

        assertThat(read(mine)).containsExactly("mine, rewritten");
        assertThat(Probe.number("select version from notes where text like 'mine%'"))
                .isEqualTo(2);
        assertThat(Probe.number("select count(*) from audit_log")).isEqualTo(audited + 1);
    }

    @Test
    void systemTaskCannotUseOrmTransaction() {
        assertThatThrownBy(() ->
                        Probe.run(vertx, () -> transactions.edit(Caller.system("probe"), t -> notes.listAll())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SQL transaction");
    }

    @Test
    void failedReadReportsItsOwnError() {
        assertRefused("22012", () -> read(mine, "select 1 / 0 || ''"));
        assertThat(read(mine)).containsExactly("mine");
    }

    @Test
    void readIsRetriedAfterLostConnection() {
        CompletableFuture<List<String>> reading = Probe.start(
                vertx,
                () -> transactions.read(
                        mine, row -> row.getString(0), "select text from notes, pg_sleep(0.5) as aReadThatIsLost"));

        Probe.await(
                "its backend is killed",
                () -> Probe.number(
                                "select count(*) from (select pg_terminate_backend(pid) from pg_stat_activity"
                                        + " where usename = 'reseller_app' and state = 'active' and query like '%aReadThatIsLost%') x")
                        > 0);

        assertThat(reading).succeedsWithin(TestTimeout.DURATION).isEqualTo(List.of("mine"));
    }

    @Test
    void changeIsRetriedAfterLostConnection() {
        AtomicInteger attempts = new AtomicInteger();

        Probe.run(
                vertx,
                () -> transactions.edit(
                        mine,
                        t -> attempts.incrementAndGet() == 1
                                ? t.execute("update notes set text = text where pg_terminate_backend(pg_backend_pid())")
                                : t.execute("update notes set text = 'changed'")));

        assertThat(attempts).hasValue(2);
        assertThat(read(mine)).containsExactly("changed");
    }

    @Test
    void unavailableDatabaseIsReported() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatThrownBy(() -> Probe.run(
                        vertx,
                        () -> transactions.sql(mine, t -> {
                            attempts.incrementAndGet();
                            return t.execute("select pg_terminate_backend(pg_backend_pid())");
                        })))
                .matches(DatabaseErrors::isUnavailable);
        assertThat(attempts).hasValue(4);
    }

    @Test
    void fileOrProgramFailureIsNotReportedAsDatabaseFailure() {
        for (IOException failure : List.of(
                new NoSuchFileException("/spool/x"),
                new IOException("Cannot run program \"ffmpeg\": error=12, Cannot allocate memory"),
                new IOException("Broken pipe"))) {
            AtomicInteger attempts = new AtomicInteger();

            assertThatThrownBy(() -> Probe.run(
                            vertx,
                            () -> transactions.sql(mine, t -> {
                                attempts.incrementAndGet();
                                return t.execute("select 1")
                                        .chain(() -> Uni.createFrom().failure(failure));
                            })))
                    .hasRootCause(failure)
                    .matches(thrown -> !DatabaseErrors.isUnavailable(thrown));
            assertThat(attempts).as("%s", failure).hasValue(1);
        }
    }

    /** Asserts that PostgreSQL refused with this code. */
    private static void assertRefused(String sqlState, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOf(PgException.class)
                .satisfies(
                        failure -> assertThat(DatabaseErrors.sqlState(failure)).contains(sqlState));
    }

    private Change change() {
        return Change.created("note", UUID.randomUUID(), mine.requireTenantId(), RESELLER, "view");
    }

    private List<String> read(Caller caller) {
        return read(caller, READ);
    }

    private List<String> read(Caller caller, String statement) {
        return Probe.run(vertx, () -> transactions.read(caller, row -> row.getString(0), statement));
    }

    private static Uni<Integer> insert(SqlTransaction transaction, Caller owner, String text) {
        return transaction.execute(
                "insert into notes (id, tenant_id, reseller_id, text) values ($1, $2, $3, $4)",
                UUID.randomUUID(),
                owner.requireTenantId(),
                owner.requireResellerId(),
                text);
    }
}
