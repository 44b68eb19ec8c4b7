package dev.sotto.runtime.outbox;

import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.runtime.SilentWay;
import dev.sotto.testing.SottoTestResource;
import dev.sotto.testing.TestTimeout;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several relays of one service. The first one reaches the database through a proxy that can become silent. */
@QuarkusTest
@QuarkusTestResource(
        value = SottoTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reseller"),
        restrictToAnnotatedClass = false)
class RelayLockTest {

    /** Not this service, because its own relay is active. */
    private static final String SERVICE = "billing";

    private static final Duration SOON = Duration.ofSeconds(3);

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.datasource.system.reactive.url")
    String url;

    private SilentWay way;
    private RelayLock first;
    private RelayLock second;

    @BeforeEach
    void start() throws Exception {
        PgConnectOptions database = PgConnectOptions.fromUri(url)
                .setDatabase(SERVICE)
                .setUser(SERVICE + "_system")
                .setPassword(SottoTestResource.databases().password(SERVICE + "_system"));
        way = SilentWay.to(vertx, database);
        first = lock(way.options(), SOON);
        second = lock(database, TestTimeout.DURATION);
    }

    @AfterEach
    void stop() throws Exception {
        TestTimeout.get(first.release());
        TestTimeout.get(second.release());
        way.close();
    }

    @Test
    void onlyOneRelayIsActive() throws Exception {
        firstTakesIt();
        assertThat(holds(second)).isFalse();

        TestTimeout.get(first.release());

        await().until(() -> holds(second));
        await().ignoreExceptions().until(() -> !holds(first));
    }

    @Test
    void anotherRelayTakesOverWhenDatabaseDoesNotAnswer() throws Exception {
        firstTakesIt();
        way.loseAll();

        assertThatThrownBy(() -> holds(first)).isInstanceOf(ExecutionException.class);
        await().until(() -> holds(second));

        way.restore();
        await().ignoreExceptions().until(() -> !holds(first));
        assertThat(holds(second)).isTrue();
    }

    @Test
    void anotherRelayTakesOverWhenLockAnswerIsLost() throws Exception {
        assertThat(holds(second)).isTrue();
        await().ignoreExceptions().until(() -> !holds(first));
        TestTimeout.get(second.release());
        await().until(() -> sessionsWithTheLock() == 0);
        way.loseAnswers();

        CompletableFuture<Boolean> asked =
                first.hold().subscribeAsCompletionStage().toCompletableFuture();

        await().until(() -> sessionsWithTheLock() == 1);
        assertThatThrownBy(() -> TestTimeout.get(asked)).isInstanceOf(ExecutionException.class);
        await().until(() -> holds(second));
    }

    @Test
    void anotherRelayTakesOverAfterAbandonedRound() throws Exception {
        firstTakesIt();
        way.loseAll();

        first.hold().subscribe().with(held -> {}).cancel();

        await().until(() -> holds(second));
    }

    private void firstTakesIt() {
        await().ignoreExceptions().until(() -> holds(first));
    }

    private static long sessionsWithTheLock() throws SQLException {
        try (Connection superuser = SottoTestResource.databases().superuser(SERVICE);
                var statement = superuser.createStatement();
                var rows = statement.executeQuery("""
                        select count(*) from pg_locks l join pg_database d on d.oid = l.database
                        where l.locktype = 'advisory' and l.granted and d.datname = current_database()
                        """)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private RelayLock lock(PgConnectOptions options, Duration answers) {
        return new RelayLock(
                () -> PgConnection.connect(new io.vertx.mutiny.core.Vertx(vertx), options)
                        .map(connection -> connection),
                answers);
    }

    private static boolean holds(RelayLock lock) throws ExecutionException {
        return TestTimeout.get(lock.hold().subscribeAsCompletionStage());
    }
}
