package dev.sotto.runtime.database;

import static dev.sotto.runtime.SilentWay.finished;
import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import dev.sotto.runtime.SilentWay;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Connections to a silent database, and connections of a full pool. */
@QuarkusTest
class ConnectionsTest {

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void closesSilentConnection() throws Exception {
        PgConnectOptions database = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        try (SilentWay way = SilentWay.to(vertx, database)) {
            Pool pool = new Connections(() -> Duration.ofMillis(300)).create(new Input(vertx, way.options()));
            try {
                answers(pool, 1);

                way.loseAll();
                assertThatThrownBy(() -> finished(pool.query("select 2").execute()))
                        .isInstanceOf(ExecutionException.class)
                        .matches(failure -> DatabaseErrors.isAway(failure.getCause()));

                way.restore();
                answers(pool, 3);
            } finally {
                finished(pool.close());
            }
        }
    }

    @Test
    void reportsFullPoolAsTimeoutWithoutRetry() throws Exception {
        PgConnectOptions database = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        Pool pool = new Connections(() -> Duration.ofSeconds(30)).create(new Input(vertx, database));
        try {
            SqlConnection taken = finished(pool.getConnection());

            for (Future<?> waiting :
                    List.of(pool.getConnection(), pool.query("select 1").execute())) {
                assertThatThrownBy(() -> finished(waiting))
                        .isInstanceOf(ExecutionException.class)
                        .matches(failure -> DatabaseErrors.isAway(failure.getCause()))
                        .matches(failure -> DatabaseErrors.isTimeout(failure.getCause()));
            }
            finished(taken.close());
        } finally {
            finished(pool.close());
        }
    }

    /**
     * Waits for an answer: a busy machine may be silent too. The client also reports a lost connection before its pool
     * has removed it, so a request at that moment gets the lost one again.
     */
    private static void answers(Pool pool, int number) {
        await().ignoreExceptionsMatching(failure -> DatabaseErrors.isAway(failure.getCause()))
                .until(
                        () -> finished(pool.query("select " + number).execute())
                                .iterator()
                                .next()
                                .getInteger(0),
                        is(number));
    }

    private record Input(Vertx vertx, PgConnectOptions options) implements PgPoolCreator.Input {

        @Override
        public PoolOptions poolOptions() {
            return new PoolOptions().setMaxSize(1).setConnectionTimeout(1);
        }

        @Override
        public List<PgConnectOptions> pgConnectOptionsList() {
            return List.of(options);
        }
    }
}
