package dev.sotto.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Recognises a request body that could not be read to its end: the client closed the connection, stopped sending, or
 * sent too much.
 */
final class BrokenBody {

    private static final String READER = VertxInputStream.class.getName();

    private BrokenBody() {}

    /** The framework has no exception type for it, so this checks which class threw the exception. */
    static boolean is(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof IOException
                && trace.length > 0
                && trace[0].getClassName().startsWith(READER);
    }

    /** Answers without a problem document, because the client is gone or the framework has already answered 413. */
    static Response answer(HttpServerRequest request, Throwable failure) {
        FailureLog.brokenOff(request, failure);
        return Response.status(Response.Status.BAD_REQUEST).build();
    }
}
