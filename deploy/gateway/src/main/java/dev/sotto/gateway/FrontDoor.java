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

/** Looks at a request's head before anything of it goes further: refuses it, answers it, or lets an {@link Exchange} begin. */
final class FrontDoor {

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
    private final Map<HttpConnection, ClientConnection> connections = new IdentityHashMap<>();

    FrontDoor(Vertx vertx, GatewaySettings settings) {
        this.vertx = vertx;
        this.pools = new Pools(vertx);
        this.settings = settings;
        this.health = new Health(vertx, settings.upstreams());
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
        Visit visit = new Visit(request, connection, settings.accessLog());
        try {
            Optional<Fault> fault = faultOf(request);
            if (fault.isPresent()) {
                visit.refuse(fault.get());
            } else {
                admit(visit);
            }
        } catch (RuntimeException e) {
            visit.refuse(new Fault(Refusal.GATEWAY_ERROR, "The gateway could not handle this request."));
        }
    }

    void handleUnreadable(HttpServerRequest request) {
        ClientConnection connection = connections.get(request.connection());
        if (connection == null || !connection.begin()) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        Visit visit = new Visit(request, connection, settings.accessLog());
        // Nothing more is read here, and a caller who is not told so sends the next request into it.
        visit.closeAfterThisAnswer();
        if (cause instanceof TooLongHttpLineException) {
            visit.refuse(new Fault(Refusal.URI_TOO_LONG, "The address may have 8 KiB."));
        } else if (cause instanceof TooLongHttpHeaderException) {
            visit.refuse(new Fault(Refusal.HEADERS_TOO_LARGE, "The headers may have 16 KiB together."));
        } else if (cause instanceof StrictDecoder.UnknownVersion) {
            visit.refuse(otherVersion());
        } else {
            visit.refuse(Fault.malformed("The request is not well-formed HTTP/1.1."));
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
            return Optional.of(new Fault(Refusal.METHOD_NOT_ALLOWED, "The API has no such method."));
        } else if (request.version() != HttpVersion.HTTP_1_1) {
            return Optional.of(otherVersion());
        } else if (request.uri().length() > RequestPath.MAX_TARGET_LENGTH) {
            return Optional.of(new Fault(Refusal.URI_TOO_LONG, "The address may have 8 KiB."));
        } else if (RequestPath.of(request.uri()).isEmpty()) {
            return Optional.of(new Fault(
                    Refusal.NON_CANONICAL_PATH,
                    "Write the path plainly: no escapes, no empty or dotted segments, no slash at the end."));
        } else if (!RequestPath.isEscapedWell(request.uri())) {
            return Optional.of(Fault.malformed("The query has a percent sign without two hexadecimal digits."));
        } else if (!encodings.isEmpty() && !encodings.equals(List.of("chunked"))) {
            return Optional.of(Fault.malformed("The only Transfer-Encoding is chunked."));
        } else if (request.headers().contains("")) {
            return Optional.of(Fault.malformed("A header has no name."));
        } else if (request.headers().getAll(HttpHeaders.HOST).size() != 1 || request.authority() == null) {
            return Optional.of(Fault.malformed("There must be one valid Host header."));
        } else if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return Optional.of(new Fault(Refusal.EXPECTATION_FAILED, "The only expectation is 100-continue."));
        }
        return Optional.empty();
    }

    private void admit(Visit visit) {
        HttpServerRequest request = visit.request();
        String path = RequestPath.of(request.uri()).orElseThrow();
        if (path.equals(Gateway.HEALTH_PATH) && request.method() == HttpMethod.GET) {
            health.answer(visit);
            return;
        }
        Optional<Route> route = settings.routes().find(path);
        if (route.isEmpty()) {
            visit.refuse(new Fault(Refusal.NOT_FOUND, "There is nothing at this address."));
        } else {
            admit(visit, route.get(), path);
        }
    }

    private void admit(Visit visit, Route route, String path) {
        HttpServerRequest request = visit.request();
        long limit = route.largestBody(request.method(), path);
        ClientShare share = shares.of(request.remoteAddress().hostAddress());
        if (visit.declaredLength() > limit) {
            visit.refuse(Fault.tooLarge(limit));
        } else if (visit.declaredLength() == 0) {
            exchange(visit, route, false).begin(null);
        } else if (!route.isUpload(request.method(), path)) {
            Exchange exchange = exchange(visit, route, false);
            new SmallBody(vertx, visit, share, limit, new Pace(settings.pace()), route.idleLimit())
                    .read(exchange::begin);
        } else if (share.beginUpload()) {
            visit.atEnd(share::endUpload);
            exchange(visit, route, true).begin(null);
        } else {
            visit.refuse(new Fault(
                    Refusal.TOO_MANY_REQUESTS, ClientShares.UPLOADS + " uploads are on their way from your address."));
        }
    }

    private Exchange exchange(Visit visit, Route route, boolean upload) {
        visit.routedTo(route.service());
        return new Exchange(vertx, pools, settings, route, upload, visit);
    }

    private static Fault otherVersion() {
        return new Fault(Refusal.HTTP_VERSION_NOT_SUPPORTED, "The gateway speaks HTTP/1.1.");
    }
}
