package dev.sotto.runtime;

import dev.sotto.testing.TestTimeout;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import java.util.concurrent.ExecutionException;

/** A way to the database that can swallow what is sent, as a machine does that vanished, or a lost rule of a firewall. */
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

    /** Opens a way to a database on a free port; it is not silent yet. */
    public static SilentWay to(Vertx vertx, PgConnectOptions database) throws ExecutionException {
        SilentWay way = new SilentWay(vertx, database);
        way.server =
                finished(vertx.createNetServer().connectHandler(way::connect).listen(0, "127.0.0.1"));
        return way;
    }

    /** The same database by this way. */
    public PgConnectOptions options() {
        return new PgConnectOptions(database).setHost("127.0.0.1").setPort(server.actualPort());
    }

    /** Swallows what either side sends. */
    public void loseAll() {
        questionsLost = true;
        answersLost = true;
    }

    /** Swallows what the database sends alone: it does what it is asked for, and nobody is told. */
    public void loseAnswers() {
        answersLost = true;
    }

    /** Swallows nothing from now on. */
    public void restore() {
        questionsLost = false;
        answersLost = false;
    }

    /** Waits for what a client of Vert.x does. */
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
