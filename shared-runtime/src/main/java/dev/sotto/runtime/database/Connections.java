package dev.sotto.runtime.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections whose other end may vanish without a word: one on which nothing is heard for longer than PostgreSQL lets a
 * statement run is closed, and what waits on it fails as on any lost connection. The pools let go of an idle one earlier.
 */
@ApplicationScoped
class Connections implements PgPoolCreator {

    private final Duration silence;

    Connections(DatabaseSettings settings) {
        this.silence = settings.silence();
    }

    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> servers =
                input.pgConnectOptionsList().stream().map(this::bounded).toList();
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    private SqlConnectOptions bounded(PgConnectOptions options) {
        PgConnectOptions bounded = new PgConnectOptions(options).setTcpKeepAlive(true);
        bounded.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        bounded.setReadIdleTimeout(Math.toIntExact(silence.toMillis()));
        return bounded;
    }

    /** The same for the system's pool: Quarkus asks for one by pool. */
    @Singleton
    @ReactiveDataSource("system")
    static class OfTheSystem extends Connections {

        OfTheSystem(DatabaseSettings settings) {
            super(settings);
        }
    }
}
