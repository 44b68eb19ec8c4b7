package dev.sotto.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/**
 * A client's connection. It is closed if a request's head does not arrive completely in time, even if bytes keep
 * coming. It is also closed if the request was answered before it was read and the client does not stop sending.
 */
final class ClientConnection {

    // Closing at once would reset the connection, and the client might never read the refusal.
    private static final long LINGER_MILLIS = 2_000;
    private static final long NONE = -1;

    private final Vertx vertx;
    private final HttpConnection connection;
    private final Duration headLimit;
    private long timer = NONE;
    private int inFlight;
    private boolean closing;
    private HttpServerRequest reading;
    private Runnable whenBodyBreaks;
    private boolean nextIsBroken;

    ClientConnection(Vertx vertx, HttpConnection connection, Duration headLimit) {
        this.vertx = vertx;
        this.connection = connection;
        this.headLimit = headLimit;
        closeIn(headLimit.toMillis());
    }

    /**
     * Registers a request's head. Returns false if the connection is about to be closed; nothing more may then be
     * answered on it.
     */
    boolean begin() {
        if (closing) {
            return false;
        }
        inFlight++;
        stopTimer();
        return true;
    }

    boolean isOpen() {
        return ((ConnectionBase) connection).channel().isOpen();
    }

    void closeAfterThisAnswer() {
        closing = true;
    }

    void atBrokenBody(HttpServerRequest request, Runnable action) {
        reading = request;
        whenBodyBreaks = action;
        if (nextIsBroken) {
            action.run();
        }
    }

    /**
     * Handles a body that cannot be read further: of a request that was already answered, or of one that waits behind
     * another.
     */
    void brokenBody() {
        if (reading == null || reading.isEnded()) {
            nextIsBroken = true;
        } else {
            whenBodyBreaks.run();
        }
    }

    void answered(HttpServerRequest request) {
        inFlight--;
        if (request.isEnded()) {
            goOn();
        } else {
            closeIn(LINGER_MILLIS);
            request.handler(unread -> {});
            request.exceptionHandler(gone -> {});
            request.endHandler(end -> goOn());
            request.resume();
        }
    }

    void closed() {
        stopTimer();
    }

    private void goOn() {
        stopTimer();
        if (closing) {
            vertx.runOnContext(v -> closeNow());
        } else if (inFlight == 0) {
            closeIn(headLimit.toMillis());
        }
    }

    private void closeIn(long millis) {
        stopTimer();
        timer = vertx.setTimer(millis, t -> closeNow());
    }

    private void closeNow() {
        closing = true;
        connection.close().onComplete(done -> {});
    }

    private void stopTimer() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
