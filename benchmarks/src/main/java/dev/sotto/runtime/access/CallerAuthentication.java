package dev.sotto.runtime.access;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.callerstatus.AccountStatus;
import dev.sotto.runtime.callerstatus.CallerStatusStore;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.limits.RequestRates;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/**
 * Replaces the class of this name when a benchmark measures the cost of the token check. It believes a header that
 * names the caller. It does not verify tokens, look up account status or count requests. Role checks still run.
 *
 * <p>Quarkus adds the constructor without arguments to the original.
 */
@ApplicationScoped
class CallerAuthentication implements HttpAuthenticationMechanism {

    static final String CALLER = "sotto.caller";
    static final String ACCOUNT_STATUS = "sotto.account-status";
    static final String SESSION = "sotto.session";
    static final String EXPIRES_AT = "sotto.expires-at";

    private static final String HEADER = "X-Caller";
    private static final AccountStatus ACTIVE = new AccountStatus(Set.of(), false, null, null);

    CallerAuthentication() {}

    CallerAuthentication(
            KeySet keys,
            TokenVerifier verifier,
            ServiceKeys serviceKeys,
            ApiKeyVerifier apiKeys,
            CallerStatusStore callerStatusStore,
            RequestRates rates) {}

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader(HEADER);
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        Caller caller = caller(header, request);
        request.put(CALLER, caller);
        request.put(ACCOUNT_STATUS, ACTIVE);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(
                                new QuarkusPrincipal(caller.requireUserId().toString()))
                        .addAttribute(CALLER, caller)
                        .addRole(Role.Admin.name())
                        .build());
    }

    Uni<Void> again(RoutingContext request) {
        return Uni.createFrom().voidItem();
    }

    private static Caller caller(String header, RoutingContext request) {
        String[] ids = header.split(",");
        return new Caller(
                new Scope.Tenant(UUID.fromString(ids[0]), UUID.fromString(ids[1])),
                UUID.fromString(ids[2]),
                Set.of(Role.Admin),
                null,
                null,
                new Caller.Origin(
                        Ids.next().toString(),
                        null,
                        request.request().remoteAddress().hostAddress()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
