package dev.sotto.runtime.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Creates connections that detect a dead server. A connection that is silent for longer than PostgreSQL allows a
 * statement to run is closed, and its pending calls fail as on any lost connection. The pools close idle connections
 * earlier.
 */
@ApplicationScoped
class Connections implements PgPoolCreator {

    private final Duration silence;
    private final AtomicInteger opened = new AtomicInteger();
    private volatile @Nullable Servers known;

    Connections(DatabaseSettings settings) {
        this.silence = settings.silence();
    }

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> servers =
                input.pgConnectOptionsList().stream().map(this::bounded).toList();
        known = new Servers(new Vertx(input.vertx()), servers);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(servers))
                .using(input.vertx())
                .build();
    }

    /** Opens a connection outside the pool, with the same servers and limits. The caller must close it. */
    Uni<SqlConnection> open() {
        Servers servers = known;
        if (servers == null) {
            return Uni.createFrom().failure(new IllegalStateException("the pool has not been made yet"));
        }
        int turn = Math.floorMod(opened.getAndIncrement(), servers.options().size());
        return PgConnection.connect(servers.vertx(), servers.options().get(turn))
                .map(connection -> connection);
    }

    private PgConnectOptions bounded(PgConnectOptions options) {
        PgConnectOptions bounded = new PgConnectOptions(options).setTcpKeepAlive(true);
        bounded.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        bounded.setReadIdleTimeout(Math.toIntExact(silence.toMillis()));
        return bounded;
    }

    private record Servers(Vertx vertx, List<PgConnectOptions> options) {}

    /** The same for the system pool, because Quarkus needs one creator per pool. */
    @Singleton
    @ReactiveDataSource("system")
    static class OfTheSystem extends Connections {

        OfTheSystem(DatabaseSettings settings) {
            super(settings);
        }
    }
}
