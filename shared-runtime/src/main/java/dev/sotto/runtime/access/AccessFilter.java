package dev.sotto.runtime.access;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import dev.sotto.runtime.standing.Standing;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses, after the role was found good, what the key is not permitted, an impersonator may not, or a suspension stops. */
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
            Method method = resource.getResourceMethod();
            requirePermission(caller.key(), method);
            requireOwnPerson(caller, method);
            requireStanding(request.get(CallerAuthentication.STANDING), method);
        }
    }

    private static void requirePermission(Caller.@Nullable Key key, Method method) {
        if (key == null) {
            return;
        }
        KeyMay needed = method.getAnnotation(KeyMay.class);
        if (needed == null) {
            throw Problem.of(ProblemType.FORBIDDEN, "No API key may do this. Sign in with a password.");
        }
        if (!key.permissions().contains(needed.value())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "This API key lacks the permission " + needed.value().word() + ".",
                    Map.of("permission", needed.value().word()));
        }
    }

    private static void requireOwnPerson(Caller caller, Method method) {
        if (caller.impersonatorId() != null && method.isAnnotationPresent(InPerson.class)) {
            throw Problem.of(ProblemType.FORBIDDEN, "Nobody may do this in another's name.");
        }
    }

    private static void requireStanding(Standing standing, Method method) {
        if (!standing.isActive() && !method.isAnnotationPresent(WhileSuspended.class)) {
            throw Problem.of(
                    ProblemType.SUSPENDED,
                    standing.closed()
                            ? "The organisation is closed; what it has can still be read and taken along."
                            : "The organisation is suspended; what it has can still be read and taken along.",
                    Map.of("reasons", standing.suspensions().stream().sorted().toList()));
        }
    }
}
