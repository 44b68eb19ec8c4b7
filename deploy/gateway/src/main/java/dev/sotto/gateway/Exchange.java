package dev.sotto.gateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One request's way to its service and back, streaming; what breaks on one side is broken off on the other. */
final class Exchange implements ProxyInterceptor {

    // A web socket would go round the interceptors: the proxy passes its headers on as they are.
    private static final ProxyOptions WITHOUT_WEB_SOCKETS = new ProxyOptions().setSupportWebSocket(false);

    private final HttpClient client;
    private final GatewaySettings settings;
    private final Route route;
    private final Visit visit;
    private final HttpServerRequest request;
    private final QuietWatch watch;
    private HttpClientRequest upstream;
    private Fault fault;
    private boolean retried;
    private boolean answering;

    Exchange(Vertx vertx, HttpClient client, GatewaySettings settings, Route route, Visit visit) {
        this.client = client;
        this.settings = settings;
        this.route = route;
        this.visit = visit;
        this.request = visit.request();
        this.watch = new QuietWatch(vertx, this::quietLimit, this::tooQuiet);
    }

    void begin() {
        visit.atEnd(() -> {
            watch.stop();
            if (!request.response().ended() || !request.isEnded()) {
                reset();
            }
        });
        HttpProxy.reverseProxy(WITHOUT_WEB_SOCKETS, client)
                .origin(context -> connect())
                .addInterceptor(this)
                .handle(request);
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest outgoing = context.request();
        HeaderRules.toUpstream(outgoing.headers(), request, visit.requestId());
        if (visit.declaredLength() == 0) {
            outgoing.setBody(null);
            request.resume();
        } else {
            outgoing.setBody(Body.body(
                    new WatchedStream(request, route.maxBody(), watch::moved, () -> fault = Fault.tooLarge(route)),
                    visit.declaredLength()));
        }
        return context.sendRequest()
                .recover(cause -> mayRetry(cause) ? retry(context) : Future.failedFuture(cause))
                .recover(cause -> Future.succeededFuture(refusal(context, faultOf(cause))));
    }

    private Future<HttpClientRequest> connect() {
        upstream = null;
        InetSocketAddress address = settings.upstreams().get(route.service());
        return client.request(new RequestOptions()
                        .setHost(address.getHostString())
                        .setPort(address.getPort())
                        .setConnectTimeout(settings.connectLimit().toMillis()))
                .map(connected -> {
                    upstream = connected.exceptionHandler(broken -> {});
                    if (visit.isOver()) {
                        reset();
                    } else if (!retried) {
                        watch.start();
                        admitBody();
                    }
                    return upstream;
                });
    }

    private void admitBody() {
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
    }

    // A pooled connection may be closed by the service at the very moment it is used again.
    private boolean mayRetry(Throwable cause) {
        boolean safe = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        boolean broken = cause instanceof HttpClosedException || cause instanceof IOException;
        return safe && broken && visit.declaredLength() == 0 && upstream != null && !retried && !visit.isOver();
    }

    private Future<ProxyResponse> retry(ProxyContext context) {
        retried = true;
        return context.sendRequest();
    }

    private Fault faultOf(Throwable cause) {
        if (fault != null) {
            return fault;
        } else if (upstream == null) {
            return new Fault(Refusal.UPSTREAM_UNAVAILABLE, "No connection to " + route.service() + "; try again soon.");
        }
        return new Fault(Refusal.UPSTREAM_BROKEN, route.service() + " closed the connection before it answered.");
    }

    private ProxyResponse refusal(ProxyContext context, Fault reason) {
        reset();
        ProxyResponse response = context.request().release().response().setStatusCode(reason.refusal().status);
        reason.refusal().headers().forEach(response::putHeader);
        if (!request.isEnded()) {
            visit.closeAfterThisAnswer();
        }
        return response.setBody(Body.body(Buffer.buffer(reason.refusal().body(reason.detail(), visit.path()))));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        answering = true;
        watch.moved();
        ProxyResponse answer = context.response();
        HeaderRules.toClient(answer.headers(), visit.requestId());
        // With a reason phrase of the service's own, Vert.x does not know a 304 for one without a body.
        answer.setStatusMessage(null);
        Body body = answer.getBody();
        answer.setBody(
                Body.body(new WatchedStream(body.stream(), Long.MAX_VALUE, watch::moved, () -> {}), body.length()));
        return context.sendResponse().onComplete(sent -> visit.end());
    }

    private Duration quietLimit() {
        return answering || !request.isEnded() ? route.idleLimit() : route.responseLimit();
    }

    private void tooQuiet() {
        if (answering) {
            request.response().reset();
            visit.end();
        } else if (request.isEnded() || upstream.writeQueueFull()) {
            fault = new Fault(Refusal.UPSTREAM_TIMEOUT, route.service() + " did not answer in time.");
        } else {
            fault = new Fault(Refusal.REQUEST_TIMEOUT, "No more of the body came.");
        }
        reset();
    }

    private void reset() {
        if (upstream != null) {
            upstream.reset();
        }
    }
}
