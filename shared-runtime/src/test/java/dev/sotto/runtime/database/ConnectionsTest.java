package dev.sotto.runtime.database;

import static dev.sotto.testing.TestTimeout.await;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import dev.sotto.testing.TestTimeout;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A way to the database that swallows what is sent, as a machine does that vanished, or a lost rule of a firewall. */
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

    private final AtomicBoolean silent = new AtomicBoolean();

    @Test
    void givesUpAConnectionOnWhichNothingIsHeard() throws Exception {
        PgConnectOptions database = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        NetServer way = finished(vertx.createNetServer()
                .connectHandler(caller -> through(caller, database))
                .listen(0, "127.0.0.1"));
        PgConnectOptions byTheWay =
                new PgConnectOptions(database).setHost("127.0.0.1").setPort(way.actualPort());
        Pool pool = new Connections(() -> Duration.ofMillis(300)).create(new Input(vertx, byTheWay));
        try {
            answers(pool, 1);

            silent.set(true);
            assertThatThrownBy(() -> finished(pool.query("select 2").execute()))
                    .isInstanceOf(ExecutionException.class)
                    .matches(failure -> Unavailability.isAway(failure.getCause()));

            silent.set(false);
            answers(pool, 3);
        } finally {
            finished(pool.close());
            finished(way.close());
        }
    }

    @Test
    void saysOfAFullPoolThatItIsAWaitNotToBeRepeated() throws Exception {
        PgConnectOptions database = PgConnectOptions.fromUri(url).setUser(user).setPassword(password);
        Pool pool = new Connections(() -> Duration.ofSeconds(30)).create(new Input(vertx, database));
        try {
            SqlConnection taken = finished(pool.getConnection());

            for (Future<?> waiting :
                    List.of(pool.getConnection(), pool.query("select 1").execute())) {
                assertThatThrownBy(() -> finished(waiting))
                        .isInstanceOf(ExecutionException.class)
                        .matches(failure -> Unavailability.isAway(failure.getCause()))
                        .matches(failure -> Unavailability.isTimeout(failure.getCause()));
            }
            finished(taken.close());
        } finally {
            finished(pool.close());
        }
    }

    private void through(NetSocket caller, PgConnectOptions database) {
        caller.pause();
        var unused = vertx.createNetClient()
                .connect(database.getPort(), database.getHost())
                .onSuccess(server -> {
                    caller.handler(bytes -> pass(bytes, server)).closeHandler(gone -> server.close());
                    server.handler(bytes -> pass(bytes, caller)).closeHandler(gone -> caller.close());
                    caller.resume();
                });
    }

    private void pass(io.vertx.core.buffer.Buffer bytes, NetSocket to) {
        if (!silent.get()) {
            var unused = to.write(bytes);
        }
    }

    /**
     * In the end: a busy machine may be silent too, and the client tells of a loss before its pool has parted with the
     * connection, so who asks in that moment is lent it once more.
     */
    private static void answers(Pool pool, int number) {
        await().ignoreExceptionsMatching(failure -> Unavailability.isAway(failure.getCause()))
                .until(
                        () -> finished(pool.query("select " + number).execute())
                                .iterator()
                                .next()
                                .getInteger(0),
                        is(number));
    }

    private static <T> T finished(Future<T> work) throws Exception {
        return work.toCompletionStage().toCompletableFuture().get(TestTimeout.SECONDS, TimeUnit.SECONDS);
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
