package dev.sotto.jobs.planted;

import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.stage.Stage;

/** Every class here reaches the database without ScopedTransaction, each in a different way. */
public final class WaysToTheDatabase {

    private WaysToTheDatabase() {}

    static final class BarePool {
        io.vertx.sqlclient.Pool pool;
    }

    static final class BareClient {
        io.vertx.sqlclient.SqlClient client;
    }

    static final class BareConnection {
        io.vertx.sqlclient.SqlConnection connection;
    }

    static final class BarePools {
        io.vertx.sqlclient.Pool[] pools;
    }

    @SuppressWarnings("deprecation")
    static final class BarePostgresPool {
        io.vertx.pgclient.PgPool pool;
    }

    static final class BarePostgresConnection {
        io.vertx.pgclient.PgConnection connection;
    }

    static final class BareBuilder {
        Object pool() {
            return io.vertx.pgclient.PgBuilder.pool();
        }
    }

    static final class MutinyPool {
        io.vertx.mutiny.sqlclient.Pool pool;
    }

    static final class MutinyClient {
        io.vertx.mutiny.sqlclient.SqlClient client;
    }

    static final class MutinyConnection {
        io.vertx.mutiny.sqlclient.SqlConnection connection;
    }

    @SuppressWarnings("deprecation")
    static final class MutinyPostgresPool {
        io.vertx.mutiny.pgclient.PgPool pool;
    }

    static final class MutinyPostgresConnection {
        io.vertx.mutiny.pgclient.PgConnection connection;
    }

    static final class MutinySessionFactory {
        Mutiny.SessionFactory factory;
    }

    static final class MutinySession {
        Mutiny.Session session;
    }

    static final class StageSessionFactory {
        Stage.SessionFactory factory;
    }

    static final class PanacheSession {
        Object session() {
            return Panache.getSession();
        }
    }

    static final class MethodWithTransaction {
        @WithTransaction
        Uni<Void> change() {
            return Uni.createFrom().voidItem();
        }
    }

    @WithSession
    static final class ClassWithSession {}

    static final class JdbcDataSource {
        DataSource source;
    }

    static final class JdbcDriverManager {
        Object connection(String url) throws SQLException {
            return DriverManager.getConnection(url);
        }
    }

    static final class PooledDataSource {
        AgroalDataSource source;
    }
}
