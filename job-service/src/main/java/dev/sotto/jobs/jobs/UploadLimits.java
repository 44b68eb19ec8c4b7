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
 * room for it, 1 MB for everything else. What is sent without a declared size is cut off at the same limits.
 */
@ApplicationScoped
class UploadLimits {

    /** The limit of the HTTP server's own readers, for a body without a declared size (Quarkus' VertxHttpRecorder). */
    private static final String COUNTED_LIMIT = "io.quarkus.max-request-size";

    private static final int BEFORE_ROUTES = 400;
    private static final long FORM_OVERHEAD = 100_000;
    private static final long LARGEST_RECORDING = 200_000_000 + FORM_OVERHEAD;
    private static final long LARGEST_OTHER = 1_000_000;
    private static final long ALWAYS_FREE = 500_000_000;

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
        if (declared == null) {
            request.put(COUNTED_LIMIT, limit);
        }
        Problem refusal = refusal(declared == null ? 0 : size(declared), limit, recording);
        if (refusal == null) {
            request.next();
        } else {
            refuse(request, refusal);
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
    private static void refuse(RoutingContext request, Problem problem) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("type", problem.type().uri().toString())
                .put("title", problem.type().title())
                .put("status", problem.type().status())
                .put("detail", problem.getMessage())
                .put("instance", request.normalizedPath());
        var response = request.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemMapper.MEDIA_TYPE)
                .putHeader("Connection", "close");
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        response.end(body.toString())
                .onComplete(ended -> request.request().connection().close());
    }
}
