package dev.sotto.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeoutException;

/**
 * Connections to the services, with a separate pool for each kind of exchange. Long exchanges cannot use up the
 * connections of the others.
 */
final class Pools {

    private static final int ORDINARY = 256;
    private static final int UPLOADS = 128;
    private static final int STREAMS = 1024;
    // Requests that may wait while all connections are in use. The client also counts requests whose connection is
    // being opened.
    private static final int WAITING = 256;
    // Shorter than any service's own limit, so that the gateway is the side that closes an idle connection.
    private static final int KEEP_ALIVE_SECONDS = 20;
    private static final int MAX_HEAD_BYTES = 32 * 1024;

    private final Vertx vertx;
    private final HttpClient ordinary;
    private final HttpClient uploads;
    private final HttpClient streams;

    Pools(Vertx vertx) {
        this.vertx = vertx;
        this.ordinary = client(vertx, ORDINARY);
        this.uploads = client(vertx, UPLOADS);
        this.streams = client(vertx, STREAMS);
    }

    HttpClient of(Route route, boolean upload) {
        return upload ? uploads : route.stream() ? streams : ordinary;
    }

    /**
     * Starts a request on a pooled connection. Fails if none is available within the connect limit, even if the reason
     * is that all are in use.
     */
    Future<HttpClientRequest> request(HttpClient client, RequestOptions options) {
        Promise<HttpClientRequest> first = Promise.promise();
        long timer = vertx.setTimer(
                options.getConnectTimeout(), late -> first.tryFail(new TimeoutException("No connection is free")));
        client.request(options).onComplete(connected -> {
            vertx.cancelTimer(timer);
            if (connected.failed()) {
                first.tryFail(connected.cause());
            } else if (!first.tryComplete(connected.result())) {
                connected.result().reset();
            }
        });
        return first.future();
    }

    private static HttpClient client(Vertx vertx, int connections) {
        return vertx.createHttpClient(
                new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS).setMaxHeaderSize(MAX_HEAD_BYTES),
                new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(connections + WAITING));
    }
}
