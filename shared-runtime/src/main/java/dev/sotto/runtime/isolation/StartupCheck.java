package dev.sotto.runtime.isolation;

import dev.sotto.runtime.database.DatabaseErrors;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Stops the start if the login can bypass row-level security, or if PostgreSQL reads rows before it sets the scope
 * ({@link ScopedRead}). Waits for PostgreSQL until the process is told to end.
 */
@ApplicationScoped
class StartupCheck {

    private static final Logger LOG = Logger.getLogger(StartupCheck.class);
    private static final String LOGIN = """
            select current_user::text as name, rolsuper or rolbypassrls as bypasses,
                exists (select from pg_class where relowner = r.oid) as owns,
                exists (select from pg_roles m where m.oid <> r.oid and pg_has_role(r.oid, m.oid, 'member')
                    and (m.rolsuper or m.rolbypassrls)) as could_bypass
            from pg_roles r where rolname = current_user
            """;

    /** Finds its row only if the scope was set before the first condition was checked. */
    private static final String SCOPED_FIRST = """
            select (select current_setting('app.scope', true)) as scope
            where exists (select where (select current_setting('app.scope', true)) = 'system')
            """;

    private final Pool people;
    private final Pool system;

    StartupCheck(Pool people, @ReactiveDataSource("system") Pool system) {
        this.people = people;
        this.system = system;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        // The only place that blocks. It runs on the main thread, before the service accepts requests. Quarkus ends a
        // process only when its start is over, so a signal must end the waiting.
        Thread waiting = Thread.currentThread();
        Thread signal = new Thread(waiting::interrupt, "startup-check-end");
        Runtime.getRuntime().addShutdownHook(signal);
        try {
            check(people).chain(() -> check(system)).await().indefinitely();
        } finally {
            forget(signal);
        }
    }

    private static void forget(Thread signal) {
        try {
            Runtime.getRuntime().removeShutdownHook(signal);
        } catch (IllegalStateException e) {
            LOG.info("told to end before PostgreSQL was there");
        }
    }

    private static Uni<Void> check(Pool pool) {
        return DatabaseErrors.mapped(pool.query(LOGIN).execute())
                .invoke(rows -> refuseBypass(rows.iterator().next()))
                .chain(() -> DatabaseErrors.mapped(pool.preparedQuery(ScopedRead.of(SCOPED_FIRST, 0))
                        .execute(ScopedRead.bound(new Scope.System("startup")))))
                .invoke(StartupCheck::refuseOtherOrder)
                .onFailure(DatabaseErrors::isUnavailable)
                .invoke(() -> LOG.info("waiting for PostgreSQL"))
                .onFailure(DatabaseErrors::isUnavailable)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(2))
                .indefinitely()
                .replaceWithVoid();
    }

    private static void refuseOtherOrder(RowSet<Row> rows) {
        if (rows.size() != 1 || !"system".equals(rows.iterator().next().getString("scope"))) {
            throw new IllegalStateException(
                    "Refusing to start: this PostgreSQL reads before it sets whose rows may be read."
                            + " See docs/adr/0003-two-kinds-of-transaction.md, and use a release that Sotto is"
                            + " tested with.");
        }
    }

    private static void refuseBypass(Row login) {
        if (login.getBoolean("bypasses") || login.getBoolean("owns") || login.getBoolean("could_bypass")) {
            throw new IllegalStateException("Refusing to start: the database login " + login.getString("name")
                    + " is a superuser, may bypass row-level security or owns tables. Give the service the logins that"
                    + " deploy/database/roles.sql makes (<service>_app and <service>_system).");
        }
    }
}
