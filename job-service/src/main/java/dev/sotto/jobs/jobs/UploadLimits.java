package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.jobs.storage.BlobStore;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemMapper;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/**
 * How much may be sent, decided by the declared size before any of it is read: 200 MB for a recording where the store has
 * room for it, 1 MB for everything else. A recording without a declared size is counted by the form's reader
 * ({@code quarkus.http.limits.max-body-size}); any other such body is refused, since it would be taken into memory
 * uncounted. So HTTP/2 is off, where no size need be declared.
 */
@ApplicationScoped
class UploadLimits {

    private static final int BEFORE_ROUTES = 400;
    private static final long FORM_OVERHEAD = 100_000;
    private static final long LARGEST_RECORDING = 200_000_000 + FORM_OVERHEAD;
    private static final long LARGEST_OTHER = 1_000_000;
    private static final long ALWAYS_FREE = 500_000_000;

    private static final Problem UNDECLARED =
            Problem.of(ProblemType.INVALID_REQUEST, "Declare the body's size: Content-Length is needed here.");

    private final BlobStore store;

    UploadLimits(BlobStore store) {
        this.store = store;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_ROUTES);
    }

    private void check(RoutingContext request) {
        boolean recording = request.request().method() == HttpMethod.POST
                && request.normalizedPath().equals("/api/v1/jobs");
        long limit = recording ? LARGEST_RECORDING : LARGEST_OTHER;
        String declared = request.request().getHeader("Content-Length");
        Problem refusal = refusal(declared == null ? 0 : size(declared), limit, recording);
        if (!recording && request.request().headers().contains("Transfer-Encoding")) {
            refuse(request, 411, UNDECLARED);
        } else if (refusal != null) {
            refuse(request, refusal.type().status(), refusal);
        } else {
            request.next();
        }
    }

    private @Nullable Problem refusal(long size, long limit, boolean recording) {
        if (size > limit) {
            return Problem.of(ProblemType.TOO_LARGE, "At most " + limit + " bytes are taken here.");
        }
        return recording && store.freeBytes() < size + ALWAYS_FREE
                ? Problem.unavailable("The store is full. Try again later.")
                : null;
    }

    private static long size(String declared) {
        try {
            return Long.parseLong(declared.trim());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The body is never read: the connection ends with the answer. */
    private static void refuse(RoutingContext request, int status, Problem problem) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", problem.type().uri().toString())
                .put("title", problem.type().title())
                .put("status", status)
                .put("detail", problem.getMessage())
                .put("instance", request.normalizedPath());
        var response = request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .putHeader("Connection", "close");
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        response.end(body.toString())
                .onComplete(ended -> request.request().connection().close());
    }
}
