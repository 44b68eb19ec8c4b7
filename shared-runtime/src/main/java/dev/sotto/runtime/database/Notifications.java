package dev.sotto.runtime.database;

import dev.sotto.runtime.loop.Loop;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hears what {@code pg_notify} says on one channel, whichever process says it. The connection is asked regularly whether
 * it lives, and made again if it does not. Who listens must also poll, more seldom.
 */
public final class Notifications {

    /** More often than a silent connection is closed ({@code sotto.database.silence}). */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(5);

    private static final Duration ANSWERS = Duration.ofSeconds(2);
    private static final Pattern CHANNEL = Pattern.compile("[a-z_]{1,63}");

    private final DedicatedConnections connections;
    /** May be repeated, and so it also asks whether the connection lives. */
    private final String listen;

    private final Loop loop;
    private final AtomicReference<@Nullable SqlConnection> current = new AtomicReference<>();
    private volatile Runnable heard = () -> {};

    /** @param channel small letters and underscores */
    public Notifications(DedicatedConnections connections, Vertx vertx, String channel) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("not a channel: " + channel);
        }
        this.connections = connections;
        this.listen = "listen " + channel;
        this.loop = new Loop(vertx, "notifications of " + channel, ASKED_EVERY, this::round);
    }

    /** @param onNotice is called on a notice, and after notices may have been missed */
    public void start(Runnable onNotice) {
        heard = onNotice;
        loop.start();
    }

    /** Completes when the connection is closed. */
    public CompletableFuture<Void> stop() {
        return loop.stop().thenCompose(ended -> closed(current.getAndSet(null)));
    }

    private Uni<Boolean> round() {
        SqlConnection connection = current.get();
        Uni<?> asked = connection == null ? connections.open().flatMap(this::listening) : listens(connection);
        return asked.replaceWith(false);
    }

    private Uni<SqlConnection> listening(SqlConnection connection) {
        current.set(connection);
        connection.closeHandler(() -> lost(connection));
        ((PgConnection) connection).notificationHandler(notice -> heard.run());
        return listens(connection).invoke(() -> heard.run()).replaceWith(connection);
    }

    private Uni<?> listens(SqlConnection connection) {
        return connection
                .query(listen)
                .execute()
                .ifNoItem()
                .after(ANSWERS)
                .fail()
                .onFailure()
                .call(() -> ended(connection));
    }

    private void lost(SqlConnection connection) {
        if (current.compareAndSet(connection, null)) {
            loop.wake();
        }
    }

    private Uni<Void> ended(SqlConnection connection) {
        current.compareAndSet(connection, null);
        return connection.close().ifNoItem().after(ANSWERS).fail().onFailure().recoverWithNull();
    }

    private static CompletableFuture<Void> closed(@Nullable SqlConnection connection) {
        if (connection == null) {
            return CompletableFuture.completedFuture(null);
        }
        return connection
                .getDelegate()
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .completeOnTimeout(null, ANSWERS.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(gone -> null);
    }
}
