package dev.sotto.runtime.access;

import dev.sotto.runtime.isolation.Caller;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The person behind the request under way; for resources, which pass it on as the first argument. */
@ApplicationScoped
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final CurrentVertxRequest request;

    CurrentCaller(SecurityIdentity identity, CurrentVertxRequest request) {
        this.identity = identity;
        this.request = request;
    }

    public Caller get() {
        Caller caller = identity.getAttribute(CallerAuthentication.CALLER);
        if (caller == null) {
            throw new UnauthorizedException();
        }
        return caller;
    }

    /** The session that the access token is of; null for an API key or an impersonator. */
    public @Nullable UUID sessionId() {
        return request.getCurrent().get(CallerAuthentication.SESSION);
    }
}
