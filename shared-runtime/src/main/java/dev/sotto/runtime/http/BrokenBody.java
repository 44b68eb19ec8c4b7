package dev.sotto.runtime.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/** A body that could not be read to its end: its caller hung up, fell silent, or sent more than is taken. */
final class BrokenBody {

    private static final String READER = VertxInputStream.class.getName();

    private BrokenBody() {}

    /** The framework has no type for it: only where the exception was made tells it from a file's or a program's. */
    static boolean is(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof IOException
                && trace.length > 0
                && trace[0].getClassName().startsWith(READER);
    }

    /** Without a document: nobody is there to read one, or the framework has answered 413 already. */
    static Response answer(HttpServerRequest request, Throwable failure) {
        FailureLog.brokenOff(request, failure);
        return Response.status(Response.Status.BAD_REQUEST).build();
    }
}
