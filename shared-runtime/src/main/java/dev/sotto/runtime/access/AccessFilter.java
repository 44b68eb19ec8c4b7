package dev.sotto.runtime.access;

import dev.sotto.runtime.isolation.Caller;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Runs after the role check and enforces API key permissions, grants, impersonation limits and suspensions. */
@Singleton
class AccessFilter {

    private final CurrentVertxRequest current;

    AccessFilter(CurrentVertxRequest current) {
        this.current = current;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 10)
    public void check(ResourceInfo resource) {
        RoutingContext request = current.getCurrent();
        Caller caller = request.get(CallerAuthentication.CALLER);
        if (caller != null) {
            if (request.get(CallerAuthentication.BY_GRANT) != null
                    && !resource.getResourceMethod().isAnnotationPresent(AllowedByGrant.class)) {
                throw new UnauthorizedException();
            }
            request.put(CallerAuthentication.OPERATION, resource.getResourceMethod());
            Authorization.require(
                    caller, request.get(CallerAuthentication.ACCOUNT_STATUS), resource.getResourceMethod());
        }
    }
}
