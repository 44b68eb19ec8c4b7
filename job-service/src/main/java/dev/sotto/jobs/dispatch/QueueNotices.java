package dev.sotto.jobs.dispatch;

import dev.sotto.runtime.database.DedicatedConnections;
import dev.sotto.runtime.database.Notifications;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;

/** Hears from PostgreSQL when work was queued or a place became free; without it the workers' polling is enough. */
@ApplicationScoped
class QueueNotices {

    private final Notifications notifications;

    QueueNotices(DedicatedConnections connections, Vertx vertx) {
        this.notifications = new Notifications(connections, vertx, "sotto_queue");
    }

    /** @param onNotice is called on a notice, and after notices may have been missed */
    void start(Runnable onNotice) {
        notifications.start(onNotice);
    }

    CompletableFuture<Void> stop() {
        return notifications.stop();
    }
}
