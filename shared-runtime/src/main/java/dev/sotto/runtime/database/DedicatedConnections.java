package dev.sotto.runtime.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Connections of the system login outside any pool, for session state, for example an advisory lock. Closing the
 * connection ends the session and its locks. A pooled connection would pass that state to the next user.
 */
@ApplicationScoped
public class DedicatedConnections {

    private final Connections.OfTheSystem system;

    DedicatedConnections(@ReactiveDataSource("system") Connections.OfTheSystem system) {
        this.system = system;
    }

    /** Opens a connection, which the caller must close. Fails if PostgreSQL cannot be reached. */
    public Uni<SqlConnection> open() {
        return system.open();
    }
}
