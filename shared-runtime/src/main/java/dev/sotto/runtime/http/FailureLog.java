package dev.sotto.runtime.http;

import dev.sotto.runtime.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.logging.Logger;

/** Logs each response that reports a failure of ours, once, with its cause. */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger(FailureLog.class);

    private FailureLog() {}

    /** @param failure what ended the request: the problem itself, or the exception from which it was made */
    static void write(HttpServerRequest request, int status, Problem problem, Throwable failure) {
        if (problem.isUnavailable() && !problem.needsRepair()) {
            // One line without a stack trace, because every request fails while the database is down.
            LOG.warnf("Answered %d to %s %s: %s", status, request.method(), request.path(), failure);
        } else {
            LOG.errorf(failure, "Answered %d to %s %s", status, request.method(), request.path());
        }
    }

    /** Not our failure, so it is logged at debug level only. */
    static void brokenOff(HttpServerRequest request, Throwable failure) {
        LOG.debugf("The body of %s %s broke off: %s", request.method(), request.path(), failure);
    }
}
