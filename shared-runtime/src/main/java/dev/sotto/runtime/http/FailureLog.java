package dev.sotto.runtime.http;

import dev.sotto.runtime.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;

/** Writes each answer that is a failure of ours into the log, once, with its cause. */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger(FailureLog.class);

    private FailureLog() {}

    /** @param failure what ended the request; the problem itself, or what it was made of */
    static void write(HttpServerRequest request, int status, Problem problem, Throwable failure) {
        if (problem.isUnavailable() && !problem.needsRepair()) {
            // One line without a stack trace: while a database is away, every request ends here.
            LOG.warnf("Answered %d to %s %s: %s", status, request.method(), request.path(), failure);
        } else {
            LOG.errorf(failure, "Answered %d to %s %s", status, request.method(), request.path());
        }
    }

    /** No failure of ours; only for who looks closely. */
    static void brokenOff(HttpServerRequest request, Throwable failure) {
        LOG.debugf("The body of %s %s broke off: %s", request.method(), request.path(), failure);
    }
}
