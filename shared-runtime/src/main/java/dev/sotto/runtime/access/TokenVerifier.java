package dev.sotto.runtime.access;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Caller} of an access token: signature (RS256 alone, by a key of the {@link KeySet} alone), type, issuer,
 * audience and expiry are checked without grace, and its claims must fit together.
 */
@ApplicationScoped
public class TokenVerifier {

    /** The audience of access tokens. */
    public static final String AUDIENCE = "sotto";

    private static final int LONGEST_TOKEN = 8192;
    private static final AlgorithmConstraints RS256 =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final KeySet keys;
    private final Clock clock;
    private final String issuer;

    TokenVerifier(KeySet keys, Clock clock, @ConfigProperty(name = "sotto.issuer") String issuer) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
    }

    /**
     * The impersonator stands in {@code act} (RFC 8693, section 4.1), the session in {@code sid} (OpenID Connect
     * Front-Channel Logout, section 3), the user's version at the signing in {@code ver}.
     */
    VerifiedToken verify(String token, Caller.Origin origin) {
        if (token.length() > LONGEST_TOKEN) {
            throw new AuthenticationFailedException("token too long");
        }
        try {
            return verified(claims(token), origin);
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("token refused", e);
        }
    }

    private JwtClaims claims(String token) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(RS256)
                .setVerificationKeyResolver(this::key)
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(issuer)
                .setExpectedAudience(AUDIENCE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds(0)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build()
                .processToClaims(token);
    }

    private Key key(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        String keyId = signature.getKeyIdHeaderValue();
        if (keyId == null) {
            throw new UnresolvableKeyException("no key id");
        }
        return keys.find(keyId).orElseThrow(() -> new UnresolvableKeyException("unknown key id"));
    }

    private static VerifiedToken verified(JwtClaims claims, Caller.Origin origin) throws MalformedClaimException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        claims.getStringListClaimValue("groups").forEach(group -> roles.add(Role.valueOf(group)));
        if (roles.size() != 1) {
            throw new IllegalArgumentException("a token carries exactly one role");
        }
        Scope scope = scope(roles.iterator().next(), claims);
        Caller caller =
                new Caller(scope, UUID.fromString(claims.getSubject()), roles, null, impersonator(claims), origin);
        return new VerifiedToken(
                caller,
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                claims.getClaimValue("ver", Long.class),
                claims.hasClaim("sid") ? id(claims, "sid") : null);
    }

    private static @Nullable UUID impersonator(JwtClaims claims) {
        if (!claims.hasClaim("act")) {
            return null;
        }
        if (claims.getClaimValue("act") instanceof Map<?, ?> act && act.get("sub") instanceof String sub) {
            return UUID.fromString(sub);
        }
        throw new IllegalArgumentException("act does not say who acts");
    }

    private static Scope scope(Role role, JwtClaims claims) throws MalformedClaimException {
        return switch (role) {
            case PlatformAdmin -> new Scope.Platform();
            case ResellerAdmin -> new Scope.Reseller(id(claims, "reseller_id"));
            case Admin, User -> new Scope.Tenant(id(claims, "tenant_id"), id(claims, "reseller_id"));
        };
    }

    private static UUID id(JwtClaims claims, String name) throws MalformedClaimException {
        String id = claims.getStringClaimValue(name);
        if (id == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return UUID.fromString(id);
    }
}
