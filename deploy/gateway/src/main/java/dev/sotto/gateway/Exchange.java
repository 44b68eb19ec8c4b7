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

/**
 * Streams one request to its service and the response back. If one side breaks off, the other side is broken off too.
 */
final class Exchange implements ProxyInterceptor {

    // A WebSocket would bypass the interceptors: the proxy forwards its headers unchanged.
    private static final ProxyOptions WITHOUT_WEB_SOCKETS = new ProxyOptions().setSupportWebSocket(false);

    // The buffers of a service accept this much without reading it.
    private static final long SURELY_READ_BYTES = 64 * 1024;

    private final Pools pools;
    private final HttpClient client;
    private final GatewaySettings settings;
    private final Route route;
    private final RequestContext requestContext;
    private final HttpServerRequest request;
    private final IdleTimeout watch;
    private final MinimumBodyRate minimumBodyRate;
    private final boolean upload;
    private Buffer body;
    private boolean bodySent;
    private HttpClientRequest upstream;
    private Fault fault;
    private boolean retried;
    private boolean answering;

    Exchange(
            Vertx vertx,
            Pools pools,
            GatewaySettings settings,
            Route route,
            boolean upload,
            RequestContext requestContext) {
        this.pools = pools;
        this.client = pools.of(route, upload);
        this.upload = upload;
        this.minimumBodyRate = new MinimumBodyRate(settings.minimumBodyRate());
        this.settings = settings;
        this.route = route;
        this.requestContext = requestContext;
        this.request = requestContext.request();
        this.watch = new IdleTimeout(vertx, this::quietLimit, this::tooSlow, this::tooQuiet);
    }

    /** @param whole the body if it was read already; null for no body and for an upload */
    void begin(Buffer whole) {
        body = whole;
        minimumBodyRate.moved(whole == null ? 0 : whole.length());
        bodySent = !upload;
        requestContext.atEnd(() -> {
            watch.stop();
            if (!request.response().ended() || !bodySent) {
                reset();
            }
        });
        if (upload) {
            requestContext.atBrokenBody(this::bodyBroke);
        }
        HttpProxy.reverseProxy(WITHOUT_WEB_SOCKETS, client)
                .origin(context -> connect())
                .addInterceptor(this)
                .handle(request);
    }

    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
        ProxyRequest outgoing = context.request();
        HeaderRules.toUpstream(outgoing.headers(), request, route, requestContext.requestId(), settings.publicUrl());
        if (upload) {
            outgoing.setBody(Body.body(
                    new WatchedStream(
                            request,
                            route.maxBody(),
                            this::moved,
                            () -> bodySent = true,
                            () -> fault = Fault.tooLarge(route.maxBody())),
                    requestContext.declaredLength()));
        } else {
            outgoing.setBody(body == null ? null : Body.body(body));
            request.resume();
        }
        return context.sendRequest()
                .recover(cause -> mayRetry(cause) ? retry(context) : Future.failedFuture(cause))
                .recover(cause -> Future.succeededFuture(refusal(context, faultOf(cause))));
    }

    private Future<HttpClientRequest> connect() {
        upstream = null;
        InetSocketAddress address = settings.upstreams().get(route.service());
        RequestOptions options = new RequestOptions()
                .setHost(address.getHostString())
                .setPort(address.getPort())
                .setConnectTimeout(settings.connectLimit().toMillis());
        return pools.request(client, options).map(connected -> {
            upstream = connected.exceptionHandler(broken -> {});
            if (requestContext.isOver() || fault != null) {
                reset();
            } else if (!retried) {
                watch.start();
                admitBody();
            }
            return upstream;
        });
    }

    private void admitBody() {
        if (upload && request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
    }

    // The service may close a pooled connection at the moment when the gateway uses it again.
    private boolean mayRetry(Throwable cause) {
        boolean safe = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        boolean broken = cause instanceof HttpClosedException || cause instanceof IOException;
        return safe
                && broken
                && requestContext.declaredLength() == 0
                && upstream != null
                && !retried
                && !requestContext.isOver();
    }

    private Future<ProxyResponse> retry(ProxyContext context) {
        retried = true;
        return context.sendRequest();
    }

    private Fault faultOf(Throwable cause) {
        if (fault != null) {
            return fault;
        } else if (upstream == null) {
            return new Fault(
                    Refusal.UPSTREAM_UNAVAILABLE,
                    "The gateway cannot connect to " + route.service() + ". Retry in a few seconds.");
        }
        return new Fault(
                Refusal.UPSTREAM_BROKEN,
                route.service()
                        + " closed the connection before it answered. Check whether the request took effect, then retry.");
    }

    private ProxyResponse refusal(ProxyContext context, Fault reason) {
        reset();
        ProxyResponse response = context.request().release().response().setStatusCode(reason.refusal().status);
        reason.refusal().headers().forEach(response::putHeader);
        if (!request.isEnded()) {
            requestContext.closeAfterThisAnswer();
        }
        return response.setBody(
                Body.body(Buffer.buffer(reason.refusal().body(reason.detail(), requestContext.path()))));
    }

    @Override
    public Future<Void> handleProxyResponse(ProxyContext context) {
        answering = true;
        watch.moved();
        ProxyResponse answer = context.response();
        if (upstream != null && upstream.response().succeeded() && mayBeUnread(answer)) {
            // Closes the connection, so that no other request waits behind the unread rest.
            upstream.response().result().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        HeaderRules.toClient(answer.headers(), route, requestContext.requestId());
        // Vert.x recognises a 304 without a body only if it has no custom reason phrase.
        answer.setStatusMessage(null);
        Body content = answer.getBody();
        answer.setBody(Body.body(
                new WatchedStream(content.stream(), Long.MAX_VALUE, some -> goesOn(), () -> {}, () -> {}),
                content.length()));
        return context.sendResponse().onComplete(sent -> requestContext.end());
    }

    /** A service that refuses a request may not read the rest of its body. Only a small rest is harmless. */
    private boolean mayBeUnread(ProxyResponse answer) {
        return !bodySent || (answer.getStatusCode() >= 400 && minimumBodyRate.bytes() > SURELY_READ_BYTES);
    }

    private void bodyBroke() {
        if (!answering) {
            fault = Fault.brokenBody();
            reset();
        }
    }

    private boolean moved(long bytes) {
        watch.moved();
        minimumBodyRate.moved(bytes);
        return true;
    }

    /** A client may have gone before Vert.x notices. A write would then fail, and Netty would log it. */
    private boolean goesOn() {
        watch.moved();
        return requestContext.isHeard();
    }

    private boolean tooSlow() {
        boolean waitsForClient = upload && !answering && !bodySent && !upstream.writeQueueFull();
        return waitsForClient && minimumBodyRate.isTooSlow();
    }

    private Duration quietLimit() {
        return answering || !request.isEnded() ? route.idleLimit() : route.responseLimit();
    }

    private void tooQuiet() {
        if (answering) {
            request.response().reset();
            requestContext.end();
        } else if (bodySent || upstream.writeQueueFull()) {
            fault = new Fault(
                    Refusal.UPSTREAM_TIMEOUT,
                    route.service() + " did not answer in time. Check whether the request took effect, then retry.");
        } else {
            fault = new Fault(
                    Refusal.REQUEST_TIMEOUT, "The request body stopped or arrived too slowly. Send it again.");
        }
        reset();
    }

    private void reset() {
        if (upstream != null) {
            upstream.reset();
        }
    }
}
