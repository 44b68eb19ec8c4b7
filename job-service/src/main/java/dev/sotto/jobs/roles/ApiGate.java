package dev.sotto.jobs.roles;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** A process without the role {@code api} has no API: it answers for health and metrics, and 404 for all else. */
@ApplicationScoped
class ApiGate {

    private static final String OWN = "/q/";
    private static final int NOT_FOUND = 404;
    /** Before everything that reads the request. */
    private static final int FIRST = 10_000;

    private final RoleSettings settings;

    ApiGate(RoleSettings settings) {
        this.settings = settings;
    }

    void register(@Observes Filters filters) {
        if (!settings.roles().contains(ProcessRole.API)) {
            filters.register(ApiGate::pass, FIRST);
        }
    }

    static void pass(RoutingContext request) {
        if (request.normalizedPath().startsWith(OWN)) {
            request.next();
        } else {
            request.response().setStatusCode(NOT_FOUND).end();
        }
    }
}
