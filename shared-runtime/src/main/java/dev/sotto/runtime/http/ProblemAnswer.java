package dev.sotto.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.runtime.json.EventJson;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds the document of a problem, and sends it where no resource handles the request. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /** Ends the exchange with a problem. */
    public static void send(RoutingContext exchange, Problem problem) {
        send(exchange, problem.type().status(), problem);
    }

    /**
     * Ends the exchange with a problem under a different status, for example 405 for {@link
     * ProblemType#INVALID_REQUEST}.
     */
    public static void send(RoutingContext exchange, int status, Problem problem) {
        exchange.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, ProblemMapper.MEDIA_TYPE);
        if (problem.retryAfterSeconds() > 0) {
            exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        exchange.response()
                .end(Buffer.buffer(json(body(problem, status, exchange.request().path()))))
                .onComplete(sent -> {});
    }

    /** Returns the members of a problem document. */
    public static Map<String, Object> body(Problem problem, int status, String path) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", problem.type().uri());
        body.put("title", problem.type().title());
        body.put("status", status);
        body.put("detail", problem.getMessage());
        body.put("instance", path);
        body.putAll(problem.members());
        if (!problem.faults().isEmpty()) {
            body.put("errors", problem.faults());
        }
        return body;
    }

    private static byte[] json(Map<String, Object> body) {
        try {
            return EventJson.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
