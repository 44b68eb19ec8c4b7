package dev.sotto.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a request's head first. Then refuses it, answers it, or starts an {@link Exchange}. */
final class RequestHandler {

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private final Vertx vertx;
    private final Pools pools;
    private final ClientShares shares = new ClientShares();
    private final GatewaySettings settings;
    private final Health health;
    private final Panel panel = Panel.packaged();
    private final Optional<MailboxPage> mailbox;
    private final Map<HttpConnection, ClientConnection> connections = new IdentityHashMap<>();

    RequestHandler(Vertx vertx, GatewaySettings settings) {
        this.vertx = vertx;
        this.pools = new Pools(vertx);
        this.settings = settings;
        this.health = new Health(vertx, settings.upstreams());
        this.mailbox = settings.mailbox().map(directory -> new MailboxPage(vertx, directory));
    }

    void opened(HttpConnection connection) {
        ClientConnection state = new ClientConnection(vertx, connection, settings.headLimit());
        connections.put(connection, state);
        connection.closeHandler(v -> {
            connections.remove(connection);
            state.closed();
        });
    }

    void handle(HttpServerRequest request) {
        ClientConnection connection = connections.get(request.connection());
        if (connection == null || !connection.begin()) {
            return;
        }
        RequestContext requestContext = new RequestContext(request, connection, settings.accessLog());
        try {
            Optional<Fault> fault = faultOf(request);
            Optional<String> withoutSlash = Panel.withoutSlash(request);
            if (fault.filter(found -> found.refusal() == Refusal.NON_CANONICAL_PATH)
                            .isPresent()
                    && withoutSlash.isPresent()) {
                request.response().putHeader(HttpHeaders.LOCATION, withoutSlash.get());
                requestContext.answer(308, new byte[0]);
            } else if (fault.isPresent()) {
                requestContext.refuse(fault.get());
            } else {
                admit(requestContext);
            }
        } catch (RuntimeException e) {
            requestContext.refuse(
                    new Fault(Refusal.GATEWAY_ERROR, "The gateway could not handle the request. Retry later."));
        }
    }

    void handleUnreadable(HttpServerRequest request) {
        ClientConnection connection = connections.get(request.connection());
        if (connection == null || !connection.begin()) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        RequestContext requestContext = new RequestContext(request, connection, settings.accessLog());
        // The gateway reads nothing more from this connection. A client must know it, or it would send its next request
        // here.
        requestContext.closeAfterThisAnswer();
        if (cause instanceof TooLongHttpLineException) {
            requestContext.refuse(new Fault(Refusal.URI_TOO_LONG, "The path and query can have at most 8 KiB."));
        } else if (cause instanceof TooLongHttpHeaderException) {
            requestContext.refuse(
                    new Fault(Refusal.HEADERS_TOO_LARGE, "The headers can have at most 16 KiB together."));
        } else if (cause instanceof StrictDecoder.UnknownVersion) {
            requestContext.refuse(otherVersion());
        } else {
            requestContext.refuse(Fault.malformed("The request must be well-formed HTTP/1.1."));
        }
    }

    void handleBrokenChunk(HttpConnection connection) {
        ClientConnection client = connections.get(connection);
        if (client != null) {
            client.brokenBody();
        }
    }

    private static Optional<Fault> faultOf(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        String expected = request.getHeader(HttpHeaders.EXPECT);
        if (!METHODS.contains(request.method())) {
            return Optional.of(new Fault(
                    Refusal.METHOD_NOT_ALLOWED,
                    "The API does not support this method. The header Allow lists those that it supports."));
        } else if (request.version() != HttpVersion.HTTP_1_1) {
            return Optional.of(otherVersion());
        } else if (request.uri().length() > RequestPath.MAX_TARGET_LENGTH) {
            return Optional.of(new Fault(Refusal.URI_TOO_LONG, "The path and query can have at most 8 KiB."));
        } else if (RequestPath.of(request.uri()).isEmpty()) {
            return Optional.of(new Fault(
                    Refusal.NON_CANONICAL_PATH,
                    "The path must not contain escapes, empty segments, dot segments or a slash at the end."));
        } else if (!RequestPath.isEscapedWell(request.uri())) {
            return Optional.of(
                    Fault.malformed("Every percent sign in the query must be followed by two hexadecimal digits."));
        } else if (!encodings.isEmpty() && !encodings.equals(List.of("chunked"))) {
            return Optional.of(Fault.malformed("The header Transfer-Encoding must be chunked."));
        } else if (request.headers().contains("")) {
            return Optional.of(Fault.malformed("Every header must have a name."));
        } else if (request.headers().getAll(HttpHeaders.HOST).size() != 1 || request.authority() == null) {
            return Optional.of(Fault.malformed("The request must have one valid header Host."));
        } else if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return Optional.of(new Fault(Refusal.EXPECTATION_FAILED, "The header Expect must be 100-continue."));
        }
        return Optional.empty();
    }

    private void admit(RequestContext requestContext) {
        HttpServerRequest request = requestContext.request();
        String path = RequestPath.of(request.uri()).orElseThrow();
        if (path.equals(Gateway.HEALTH_PATH) && request.method() == HttpMethod.GET) {
            health.answer(requestContext);
            return;
        }
        Optional<Route> route = settings.routes().find(path);
        if (route.isPresent()) {
            admit(requestContext, route.get(), path);
        } else if (requestContext.declaredLength() != 0) {
            requestContext.refuse(new Fault(Refusal.NOT_FOUND, "Resource not found."));
        } else if (mailbox.isPresent() && mailbox.get().answers(request, path)) {
            mailbox.get().answer(requestContext);
        } else if (panel.answers(request, path)) {
            panel.answer(requestContext, path);
        } else {
            requestContext.refuse(new Fault(Refusal.NOT_FOUND, "Resource not found."));
        }
    }

    private void admit(RequestContext requestContext, Route route, String path) {
        HttpServerRequest request = requestContext.request();
        long limit = route.largestBody(request.method(), path);
        ClientShare share = shares.of(request.remoteAddress().hostAddress());
        if (requestContext.declaredLength() > limit) {
            requestContext.refuse(Fault.tooLarge(limit));
        } else if (requestContext.declaredLength() == 0) {
            exchange(requestContext, route, false).begin(null);
        } else if (!route.isUpload(request.method(), path)) {
            Exchange exchange = exchange(requestContext, route, false);
            new BufferedBody(
                            vertx,
                            requestContext,
                            share,
                            limit,
                            new MinimumBodyRate(settings.minimumBodyRate()),
                            route.idleLimit())
                    .read(exchange::begin);
        } else if (share.beginUpload()) {
            requestContext.atEnd(share::endUpload);
            exchange(requestContext, route, true).begin(null);
        } else {
            requestContext.refuse(new Fault(
                    Refusal.TOO_MANY_REQUESTS,
                    ClientShares.UPLOADS
                            + " uploads from your address are in progress. Wait until one ends, then retry."));
        }
    }

    private Exchange exchange(RequestContext requestContext, Route route, boolean upload) {
        requestContext.routedTo(route.service());
        return new Exchange(vertx, pools, settings, route, upload, requestContext);
    }

    private static Fault otherVersion() {
        return new Fault(Refusal.HTTP_VERSION_NOT_SUPPORTED, "The gateway supports only HTTP/1.1.");
    }
}
