package dev.sotto.runtime.access;

import dev.sotto.runtime.isolation.Caller;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The person behind the request under way; for resources, which pass it on as the first argument. */
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;
    private final CallerAuthentication authentication;

    CurrentCaller(SecurityIdentity identity, CurrentVertxRequest request, CallerAuthentication authentication) {
        this.identity = identity;
        this.request = request;
        this.authentication = authentication;
    }

    public Caller get() {
        Caller caller = identity.getAttribute(CallerAuthentication.CALLER);
        if (caller == null) {
            throw new UnauthorizedException();
        }
        return caller;
    }

    /**
     * Checks again who calls and whether they still may call this operation, for a request that lasts longer than a
     * revocation or a suspension may take to be felt. Made while the request begins, asked at any time. Gives the caller as
     * they are now; fails as the request would be refused if it began now.
     */
    public Supplier<Uni<Caller>> recheck() {
        RoutingContext exchange = request.getCurrent();
        return () -> authentication.again(exchange);
    }

    /** The session that the access token is of; null for an API key or an impersonator. */
    public @Nullable UUID sessionId() {
        return request.getCurrent().get(CallerAuthentication.SESSION);
    }
}
