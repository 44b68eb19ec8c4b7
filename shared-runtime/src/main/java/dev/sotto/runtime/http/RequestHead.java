package dev.sotto.runtime.http;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Checks the headers of every request first, and refuses requests that the framework handles badly. */
@ApplicationScoped
class RequestHead {

    private static final int FIRST = 100_000;
    /**
     * The limit of every body except uploads. {@code quarkus.http.limits.max-body-size} and the gateway's routes have
     * the same value.
     */
    private static final long LARGEST_BODY = 256 << 10;

    /** Other bodies, such as JSON, are read into memory as a whole. */
    private static final String FORM = "multipart/form-data";

    private final OfferedMethods methods;
    private final UploadSettings uploads;

    RequestHead(OfferedMethods methods, UploadSettings settings) {
        this.methods = methods;
        this.uploads = settings;
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, FIRST);
    }

    /** Limits chunked bodies, whose length is known only while they are read. */
    void limitChunks(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(exchange -> {
            exchange.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit(exchange.request()));
            exchange.next();
        });
    }

    private void look(RoutingContext exchange) {
        UnreadBody.watch(exchange);
        HttpServerRequest request = exchange.request();
        if (!acceptIsSound(request.headers())) {
            ProblemAnswer.send(exchange, 406, invalid("The header Accept must be a list of media types."));
        } else if (!contentTypeIsSound(request.headers())) {
            ProblemAnswer.send(exchange, 415, invalid("The header Content-Type must be one media type."));
        } else if (ForwardedHead.fault(request.headers()).isPresent()) {
            String name = ForwardedHead.fault(request.headers()).orElseThrow();
            ProblemAnswer.send(exchange, 400, invalid("The header " + name + " is malformed."));
        } else if (!Declared.isChunked(request) && Declared.length(request) > limit(request)) {
            ProblemAnswer.send(
                    exchange,
                    Problem.of(
                            ProblemType.TOO_LARGE, "The request body can have at most " + limit(request) + " bytes."));
        } else {
            checkMethod(exchange);
        }
    }

    private void checkMethod(RoutingContext exchange) {
        HttpMethod asked = exchange.request().method();
        String path = exchange.normalizedPath();
        if (methods.has(asked.name(), path) && asked != HttpMethod.OPTIONS) {
            exchange.next();
            return;
        }
        SortedSet<String> offered = methods.at(path);
        if (offered.isEmpty()) {
            exchange.next();
            return;
        }
        exchange.response().putHeader(HttpHeaders.ALLOW, String.join(", ", offered));
        if (asked == HttpMethod.OPTIONS) {
            exchange.response().setStatusCode(204).end().onComplete(sent -> {});
        } else {
            ProblemAnswer.send(exchange, 405, invalid(ProblemMapper.OTHER_METHOD));
        }
    }

    private long limit(HttpServerRequest request) {
        if (isPostTo(uploads.uploadPath(), request) && isForm(request)) {
            return uploads.uploadSize();
        }
        return isPostTo(uploads.resumablePath(), request) || isPatchBelow(uploads.resumablePath(), request)
                ? uploads.resumableSize()
                : LARGEST_BODY;
    }

    private static boolean isPostTo(Optional<String> path, HttpServerRequest request) {
        return request.method() == HttpMethod.POST
                && path.filter(request.path()::equals).isPresent();
    }

    private static boolean isPatchBelow(Optional<String> path, HttpServerRequest request) {
        return request.method() == HttpMethod.PATCH
                && path.filter(above -> request.path().startsWith(above + "/")).isPresent();
    }

    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    /** An empty Accept header counts as absent (RFC 9110, 5.6.1 and 12.5.1). */
    private static boolean acceptIsSound(MultiMap headers) {
        List<String> accept = headers.getAll(HttpHeaders.ACCEPT);
        if (accept.stream().allMatch(String::isBlank)) {
            headers.remove(HttpHeaders.ACCEPT);
            return true;
        }
        return accept.stream().allMatch(HeadSyntax::isAccept);
    }

    private static boolean contentTypeIsSound(MultiMap headers) {
        List<String> types = headers.getAll(HttpHeaders.CONTENT_TYPE);
        return types.isEmpty() || (types.size() == 1 && HeadSyntax.isMediaType(types.get(0)));
    }

    private static Problem invalid(String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail);
    }
}
