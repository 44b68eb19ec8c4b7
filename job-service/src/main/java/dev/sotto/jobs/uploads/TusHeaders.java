package dev.sotto.jobs.uploads;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;

/** Says in every answer of the uploads, refusals included, which version of tus is spoken, and to OPTIONS what is offered. */
@ApplicationScoped
class TusHeaders {

    static final String VERSION = "1.0.0";
    static final String RESUMABLE = "Tus-Resumable";

    private static final String PATH = "/api/v1/uploads";
    /** Before the runtime answers OPTIONS and refuses heads. */
    private static final int BEFORE_ALL = 100_001;

    private final long largest;

    TusHeaders(ResumableSettings settings) {
        this.largest = settings.largest();
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, BEFORE_ALL);
    }

    private void add(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        if (path.equals(PATH) || path.startsWith(PATH + "/")) {
            MultiMap headers = exchange.response().headers();
            headers.set(RESUMABLE, VERSION);
            if (exchange.request().method() == HttpMethod.OPTIONS) {
                headers.set("Tus-Version", VERSION);
                headers.set("Tus-Max-Size", Long.toString(largest));
                headers.set("Tus-Extension", "creation,creation-with-upload,expiration,checksum,termination");
                headers.set("Tus-Checksum-Algorithm", UploadChecksum.ALGORITHMS);
            }
        }
        exchange.next();
    }

    /** @param version the header Tus-Resumable; a client that leaves it out is taken for one of this version */
    static void requireVersion(@Nullable String version) {
        if (version != null && !version.equals(VERSION)) {
            throw Problem.of(
                    ProblemType.UNSUPPORTED_PROTOCOL,
                    "The server speaks tus " + VERSION + ". Set the header Tus-Resumable to it.");
        }
    }
}
