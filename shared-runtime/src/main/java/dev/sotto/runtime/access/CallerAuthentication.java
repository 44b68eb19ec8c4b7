package dev.sotto.runtime.access;

import dev.sotto.runtime.callerstatus.AccountStatus;
import dev.sotto.runtime.callerstatus.CallerStatusStore;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.limits.RequestRates;
import dev.sotto.runtime.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifies the caller from the {@code Authorization} header, or without it from a {@link GrantCookie}. */
@ApplicationScoped
class CallerAuthentication implements HttpAuthenticationMechanism {

    static final String CALLER = "sotto.caller";
    static final String ACCOUNT_STATUS = "sotto.account-status";
    static final String SESSION = "sotto.session";
    static final String EXPIRES_AT = "sotto.expires-at";
    static final String OPERATION = "sotto.operation";
    static final String BY_GRANT = "sotto.by-grant";

    static final String BEARER = "Bearer ";
    private static final Pattern SANE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final KeySet keys;
    private final TokenVerifier verifier;
    private final ServiceKeys serviceKeys;
    private final ApiKeyVerifier apiKeys;
    private final CallerStatusStore callerStatusStore;
    private final RequestRates rates;

    CallerAuthentication(
            KeySet keys,
            TokenVerifier verifier,
            ServiceKeys serviceKeys,
            ApiKeyVerifier apiKeys,
            CallerStatusStore callerStatusStore,
            RequestRates rates) {
        this.keys = keys;
        this.verifier = verifier;
        this.serviceKeys = serviceKeys;
        this.apiKeys = apiKeys;
        this.callerStatusStore = callerStatusStore;
        this.rates = rates;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        List<String> headers = request.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.isEmpty()) {
            String granted = GrantCookie.token(request);
            return granted == null
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().deferred(() -> identityOf(granted, request));
        }
        return Uni.createFrom().deferred(() -> identityOf(headers, request));
    }

    /**
     * Checks again who calls and whether they still may, for a request that was already accepted. Does not count
     * against the rate limit.
     */
    Uni<Caller> again(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        String granted = GrantCookie.token(request);
        Caller before = request.get(CALLER);
        return Uni.createFrom()
                .deferred(() -> header == null && granted != null ? byToken(granted, request) : known(header, request))
                .invoke(person ->
                        Authorization.require(person.caller(), person.accountStatus(), request.get(OPERATION)))
                .map(person -> person.caller().from(before.origin()));
    }

    private Uni<SecurityIdentity> identityOf(List<String> headers, RoutingContext request) {
        String header = headers.get(0);
        if (headers.size() > 1) {
            throw new AuthenticationFailedException("more than one Authorization header");
        }
        if (header.startsWith(ServiceKeys.SCHEME)) {
            return Uni.createFrom().item(service(serviceKeys.verify(header)));
        }
        return known(header, request).map(person -> person(request, person.caller(), person.accountStatus()));
    }

    /** A grant holds an access token, never an API key. */
    private Uni<SecurityIdentity> identityOf(String granted, RoutingContext request) {
        return byToken(granted, request)
                .invoke(() -> request.put(BY_GRANT, true))
                .map(person -> person(request, person.caller(), person.accountStatus()));
    }

    private record Person(Caller caller, AccountStatus accountStatus) {}

    private Uni<Person> known(String header, RoutingContext request) {
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new AuthenticationFailedException("not a bearer token");
        }
        String token = header.substring(BEARER.length()).trim();
        return token.startsWith(ApiKeyText.PREFIX)
                ? apiKeys.verify(token, origin(request))
                        .map(key -> new Person(key.caller(), key.known().accountStatus()))
                : byToken(token, request);
    }

    private Uni<Person> byToken(String text, RoutingContext request) {
        if (!keys.isKnown()) {
            throw Problem.unavailable("The service cannot check access tokens yet. Retry in a few seconds.");
        }
        VerifiedToken token = verifier.verify(text, origin(request));
        return callerStatusStore.of(token.named()).map(known -> {
            if (!token.holds(known)) {
                throw new AuthenticationFailedException("token withdrawn");
            }
            request.put(SESSION, token.sessionId());
            request.put(EXPIRES_AT, token.expiresAt());
            return new Person(token.caller(), known.accountStatus());
        });
    }

    private static Caller.Origin origin(RoutingContext request) {
        String requestId = sane(request.request().getHeader("X-Request-Id"), SANE_ID);
        return new Caller.Origin(
                requestId == null ? Ids.next().toString() : requestId,
                sane(request.request().getHeader("traceparent"), TRACEPARENT),
                request.request().remoteAddress() == null
                        ? null
                        : request.request().remoteAddress().hostAddress());
    }

    private SecurityIdentity person(RoutingContext request, Caller caller, AccountStatus accountStatus) {
        MultiMap answer = request.response().headers();
        count(caller, accountStatus, answer);
        request.put(CALLER, caller);
        request.put(ACCOUNT_STATUS, accountStatus);
        QuarkusSecurityIdentity.Builder identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.requireUserId().toString()))
                .addAttribute(CALLER, caller);
        caller.roles().forEach(role -> identity.addRole(role.name()));
        return identity.build();
    }

    /**
     * Keys and people of a tenant are counted apart, so that keys cannot keep out the person who would revoke them. The
     * key or person counts first: a request that its limit refuses must not use up the limit of all.
     */
    private void count(Caller caller, AccountStatus accountStatus, MultiMap answer) {
        UUID tenantId = caller.homeTenantId();
        Integer ofOne = accountStatus.keyRequestsPerMinute();
        if (caller.key() != null) {
            rates.count("key", caller.key().id(), ofOne, answer);
            rates.count("tenant", tenantId, accountStatus.requestsPerMinute(), answer);
        } else {
            rates.count("person", caller.actingUserId(), ofOne, answer);
            rates.count("people", tenantId, accountStatus.requestsPerMinute(), answer);
        }
    }

    private static SecurityIdentity service(String name) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(ServiceKeys.ROLE)
                .build();
    }

    private static @Nullable String sane(@Nullable String value, Pattern pattern) {
        return value != null && pattern.matcher(value).matches() ? value : null;
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
