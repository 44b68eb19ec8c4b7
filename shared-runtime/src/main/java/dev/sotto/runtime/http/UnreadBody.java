package dev.sotto.runtime.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * What becomes of a body when the answer was given before it was read: it is thrown away as it comes, for a moment. The next
 * request on a connection would otherwise wait behind bytes that nobody takes.
 */
final class UnreadBody {

    /** A connection that is closed under a caller who still sends is reset, and the answer may be lost with it. */
    private static final long LINGER_MS = 2_000;
    /** So much is in the buffers between here and the caller anyway: the connection is worth keeping. */
    private static final long SOON_READ_BYTES = 64 * 1024;

    private final RoutingContext exchange;
    private final HttpServerRequest request;
    private final HttpConnection connection;
    private final Context context;
    private long timer = -1;
    private boolean closing;

    private UnreadBody(RoutingContext exchange) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.connection = request.connection();
        this.context = exchange.vertx().getOrCreateContext();
    }

    static void watch(RoutingContext exchange) {
        if (hasBody(exchange.request())) {
            UnreadBody body = new UnreadBody(exchange);
            exchange.addHeadersEndHandler(head -> body.announce());
            exchange.addEndHandler(end -> body.context.runOnContext(answered -> body.discard()));
        }
    }

    /** Also when all of it is here and only its last piece was not asked for yet: that can't be seen from outside. */
    private void announce() {
        if (!request.isEnded() && Declared.length(request) > SOON_READ_BYTES) {
            closing = true;
            exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private void discard() {
        if (request.isEnded()) {
            goOn();
            return;
        }
        timer = exchange.vertx().setTimer(LINGER_MS, late -> close());
        request.handler(unread -> {});
        request.exceptionHandler(gone -> goOn());
        request.endHandler(end -> goOn());
        request.resume();
    }

    private void goOn() {
        exchange.vertx().cancelTimer(timer);
        if (closing) {
            close();
        }
    }

    private void close() {
        connection.close().onComplete(closed -> {});
    }

    private static boolean hasBody(HttpServerRequest request) {
        return Declared.length(request) != 0;
    }
}
