package dev.sotto.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One request at the gateway, from its head to the end of its response. */
final class RequestContext {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern CLOSE = Pattern.compile("(?i)(^|,)\\s*close\\s*(,|$)");

    private final HttpServerRequest request;
    private final ClientConnection connection;
    private final boolean logged;
    private final String requestId;
    private final Instant begun = Instant.now();
    private final List<Runnable> atEnd = new ArrayList<>();
    private String service;
    private boolean over;

    RequestContext(HttpServerRequest request, ClientConnection connection, boolean logged) {
        this.request = request;
        this.connection = connection;
        this.logged = logged;
        this.requestId = HeaderRules.requestId(request);
        request.response().endHandler(end -> end()).exceptionHandler(gone -> {});
        // Vert.x recognises {@code close} only if it is the header's only word.
        if (request.headers().getAll(HttpHeaders.CONNECTION).stream().anyMatch(RequestContext::namesClose)) {
            closeAfterThisAnswer();
        }
    }

    private static boolean namesClose(String connection) {
        return CLOSE.matcher(connection).find();
    }

    HttpServerRequest request() {
        return request;
    }

    String requestId() {
        return requestId;
    }

    void routedTo(String name) {
        service = name;
    }

    /** Runs an action when the response is sent or the client is gone. */
    void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /** Runs an action when the rest of the body cannot be read. */
    void atBrokenBody(Runnable action) {
        connection.atBrokenBody(request, action);
    }

    /** Returns whether the client's connection is open. It may become false before the request ends. */
    boolean isHeard() {
        return connection.isOpen();
    }

    boolean isOver() {
        return over;
    }

    /** Returns the declared length of the body in bytes; 0 without a body, -1 for a chunked one. */
    long declaredLength() {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return -1;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Returns the path for a problem document, without the query, because a query may contain tokens. */
    String path() {
        return request.uri().split("\\?", 2)[0];
    }

    void refuse(Fault fault) {
        if (fault.refusal().endsConversation() || declaredLength() != 0) {
            closeAfterThisAnswer();
        }
        HttpServerResponse response = request.response();
        fault.refusal().headers().forEach(response::putHeader);
        answer(fault.refusal().status, fault.refusal().body(fault.detail(), path()));
    }

    void closeAfterThisAnswer() {
        connection.closeAfterThisAnswer();
        HttpServerResponse response = request.response();
        // For an HTTP/1.0 client with keep-alive, Vert.x would add keep-alive at the very end.
        response.headersEndHandler(headers -> response.putHeader(HttpHeaders.CONNECTION, "close"));
    }

    void answer(int status, byte[] body) {
        request.response()
                .setStatusCode(status)
                .putHeader(HeaderRules.REQUEST_ID, requestId)
                .end(Buffer.buffer(body))
                .onComplete(written -> {});
    }

    void end() {
        if (over) {
            return;
        }
        over = true;
        atEnd.forEach(Runnable::run);
        connection.answered(request);
        if (logged) {
            System.out.println(logLine());
        }
    }

    private String logLine() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", begun.toString());
        line.put("method", request.method().name());
        line.put("path", path());
        line.put("status", request.response().getStatusCode());
        line.put("complete", request.response().ended());
        line.put("millis", Instant.now().toEpochMilli() - begun.toEpochMilli());
        line.put("service", service);
        line.put("request_id", requestId);
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
