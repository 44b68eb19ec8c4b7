package dev.sotto.runtime.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Handles a body that was not read before the response was sent. For a short time, it discards what arrives. Otherwise
 * the next request on the connection would wait behind these bytes.
 */
final class UnreadBody {

    /** Closing a connection while the client still sends resets it, and the client may lose the response. */
    private static final long LINGER_MS = 2_000;
    /** About this much is already in the network buffers, so keeping the connection is cheaper. */
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

    /**
     * Also closes the connection if the body has arrived but its end was not read yet, because the two cases cannot be
     * told apart here.
     */
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
