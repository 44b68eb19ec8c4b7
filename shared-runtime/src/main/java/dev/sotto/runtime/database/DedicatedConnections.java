package dev.sotto.runtime.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Connections of the system's login that no pool lends out, for what a session holds beyond a transaction, as an advisory
 * lock. Closing one ends its session, and what the session holds; a pooled one would go to the next borrower with all that.
 */
@ApplicationScoped
public class DedicatedConnections {

    private final Connections.OfTheSystem system;

    DedicatedConnections(@ReactiveDataSource("system") Connections.OfTheSystem system) {
        this.system = system;
    }

    /** Opens one, which its opener closes; fails when PostgreSQL can't be reached. */
    public Uni<SqlConnection> open() {
        return system.open();
    }
}
