package dev.sotto.runtime;

import dev.sotto.testing.TestTimeout;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import java.util.concurrent.ExecutionException;

/** A proxy to the database that can swallow data, as a machine that vanished or a changed firewall does. */
public final class SilentWay implements AutoCloseable {

    private final Vertx vertx;
    private final PgConnectOptions database;
    private volatile boolean questionsLost;
    private volatile boolean answersLost;
    private NetServer server;

    private SilentWay(Vertx vertx, PgConnectOptions database) {
        this.vertx = vertx;
        this.database = database;
    }

    /** Opens a proxy to a database on a free port. At first it forwards everything. */
    public static SilentWay to(Vertx vertx, PgConnectOptions database) throws ExecutionException {
        SilentWay way = new SilentWay(vertx, database);
        way.server =
                finished(vertx.createNetServer().connectHandler(way::connect).listen(0, "127.0.0.1"));
        return way;
    }

    /** Returns options for the same database through this proxy. */
    public PgConnectOptions options() {
        return new PgConnectOptions(database).setHost("127.0.0.1").setPort(server.actualPort());
    }

    /** Swallows data in both directions. */
    public void loseAll() {
        questionsLost = true;
        answersLost = true;
    }

    /** Swallows only the database's answers: it executes statements, but the client does not learn it. */
    public void loseAnswers() {
        answersLost = true;
    }

    /** Forwards everything again. */
    public void restore() {
        questionsLost = false;
        answersLost = false;
    }

    /** Waits for the result of a Vert.x client. */
    public static <T> T finished(Future<T> work) throws ExecutionException {
        return TestTimeout.get(work.toCompletionStage().toCompletableFuture());
    }

    private void connect(NetSocket caller) {
        caller.pause();
        var unused = vertx.createNetClient()
                .connect(database.getPort(), database.getHost())
                .onSuccess(backend -> {
                    caller.handler(bytes -> pass(bytes, backend, questionsLost)).closeHandler(gone -> backend.close());
                    backend.handler(bytes -> pass(bytes, caller, answersLost)).closeHandler(gone -> caller.close());
                    caller.resume();
                });
    }

    private static void pass(Buffer bytes, NetSocket to, boolean lost) {
        if (!lost) {
            var unused = to.write(bytes);
        }
    }

    @Override
    public void close() throws ExecutionException {
        finished(server.close());
    }
}
