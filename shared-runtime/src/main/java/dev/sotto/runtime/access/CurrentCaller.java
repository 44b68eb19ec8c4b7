package dev.sotto.runtime.access;

import dev.sotto.runtime.isolation.Caller;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The caller of the current request. Resources pass it on as the first argument. */
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
     * Returns a check that a long request can repeat: who calls, and may they still call this operation? A revocation
     * or suspension may happen while the request runs. Create the check when the request begins; run it at any time. It
     * returns the caller's current state, and fails where a new request would be refused.
     */
    public Supplier<Uni<Caller>> recheck() {
        RoutingContext exchange = request.getCurrent();
        return () -> authentication.again(exchange);
    }

    /** Returns when the access token ends; null for an API key. */
    public @Nullable Instant tokenExpiresAt() {
        return request.getCurrent().get(CallerAuthentication.EXPIRES_AT);
    }

    /** Returns the session of the access token; null for an API key or an impersonator. */
    public @Nullable UUID sessionId() {
        return request.getCurrent().get(CallerAuthentication.SESSION);
    }
}
