package dev.sotto.jobs.jobs;

import dev.sotto.runtime.access.CurrentCaller;
import dev.sotto.runtime.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Checks {@link RequiresVisibleJob} while the response can still have an error status. */
@Singleton
class VisibleJobFilter {

    private final JobQueries queries;
    private final CurrentCaller caller;

    VisibleJobFilter(JobQueries queries, CurrentCaller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    @RequiresVisibleJob
    @ServerRequestFilter
    public Uni<Void> requireSeen(UriInfo uri) {
        return queries.get(caller.get(), id(uri.getPathParameters().getFirst("id")))
                .replaceWithVoid();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
