package dev.sotto.runtime.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sotto.model.WellKnownIds;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Turns an access token into a {@link Caller}. It verifies the signature (only RS256, only with a key of the {@link
 * KeySet}), type, issuer, audience and expiry without tolerance, and that the claims fit together.
 *
 * <p>The verifier remembers verified tokens by their hash, because checking the same signature on every request is
 * expensive. It checks expiry and the key on each request; the claims cannot change.
 */
@ApplicationScoped
public class TokenVerifier {

    /** The audience claim of access tokens. */
    public static final String AUDIENCE = "sotto";

    private static final int LONGEST_TOKEN = 8192;
    private static final AlgorithmConstraints RS256 =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private static final Caller.Origin NOWHERE = new Caller.Origin("", null, null);
    /** The longest lifetime of any token, which is an impersonator's. */
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final int REMEMBERED = 20_000;

    private final KeySet keys;
    private final Clock clock;
    private final String issuer;
    /**
     * The cache's key is a hash, so that a memory dump contains no tokens. Only verified tokens are stored, so forged
     * tokens cannot fill it.
     */
    private final Cache<ByteBuffer, Genuine> genuine = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();

    TokenVerifier(KeySet keys, Clock clock, AccessSettings settings) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = settings.issuer();
    }

    /**
     * The impersonator is in {@code act} (RFC 8693, section 4.1), the session in {@code sid} (OpenID Connect
     * Front-Channel Logout, section 3), and the user's version at signing time in {@code ver}.
     */
    VerifiedToken verify(String token, Caller.Origin origin) {
        if (token.length() > LONGEST_TOKEN) {
            throw new AuthenticationFailedException("token too long");
        }
        ByteBuffer hash = hash(token);
        Genuine known = genuine.getIfPresent(hash);
        if (known == null || !stillHolds(known)) {
            known = examined(token);
            genuine.put(hash, known);
        }
        return known.token().from(origin);
    }

    private boolean stillHolds(Genuine known) {
        return clock.instant().isBefore(known.token().expiresAt())
                && keys.find(known.keyId()).filter(known.key()::equals).isPresent();
    }

    private Genuine examined(String token) {
        if (!isCanonical(token)) {
            throw new AuthenticationFailedException("token spelt in another way than it was signed");
        }
        try {
            JwtContext context = context(token);
            JsonWebStructure signature = context.getJoseObjects().get(0);
            return new Genuine(verified(context.getJwtClaims()), signature.getKeyIdHeaderValue(), signature.getKey());
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("token refused", e);
        }
    }

    /**
     * Returns whether each part is the canonical base64url text of its bytes (RFC 4648, 3.5 and 5). The signature does
     * not cover the encoding, and lenient decoders ignore padding, foreign characters and unused bits, so one token
     * would have many texts.
     */
    private static boolean isCanonical(String token) {
        return Stream.of(token.split("\\.", -1)).allMatch(TokenVerifier::isCanonicalPart);
    }

    private static boolean isCanonicalPart(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private JwtContext context(String token) throws InvalidJwtException {
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
                .process(token);
    }

    private Key key(JsonWebSignature signature, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        String keyId = signature.getKeyIdHeaderValue();
        if (keyId == null) {
            throw new UnresolvableKeyException("no key id");
        }
        if (signature.getObjectHeader("crit") != null) {
            throw new UnresolvableKeyException("an extension, of which none is known here");
        }
        return keys.find(keyId).orElseThrow(() -> new UnresolvableKeyException("unknown key id"));
    }

    private static VerifiedToken verified(JwtClaims claims) throws MalformedClaimException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        claims.getStringListClaimValue("groups").forEach(group -> roles.add(Role.valueOf(group)));
        if (roles.size() != 1) {
            throw new IllegalArgumentException("a token carries exactly one role");
        }
        Scope scope = scope(roles.iterator().next(), claims);
        Caller caller = new Caller(scope, uuid(claims.getSubject()), roles, null, impersonator(claims), NOWHERE);
        return new VerifiedToken(
                caller,
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                claims.getClaimValue("ver", Long.class),
                claims.getClaimsMap().containsKey("sid") ? id(claims, "sid") : null);
    }

    private static @Nullable UUID impersonator(JwtClaims claims) {
        if (!claims.getClaimsMap().containsKey("act")) {
            return null;
        }
        if (claims.getClaimValue("act") instanceof Map<?, ?> act && act.get("sub") instanceof String sub) {
            return uuid(sub);
        }
        throw new IllegalArgumentException("act does not say who acts");
    }

    /**
     * Checks that the role fits the kind of tenant: PlatformAdmin the platform tenant, ResellerAdmin a house tenant
     * (with the reseller's id), the others a customer tenant.
     */
    private static Scope scope(Role role, JwtClaims claims) throws MalformedClaimException {
        UUID tenantId = id(claims, "tenant_id");
        UUID resellerId = claims.getClaimsMap().containsKey("reseller_id") ? id(claims, "reseller_id") : null;
        boolean ofPlatform = tenantId.equals(WellKnownIds.PLATFORM_TENANT) && resellerId == null;
        boolean ofReseller = tenantId.equals(resellerId);
        boolean ofCustomer = resellerId != null && !ofReseller && !tenantId.equals(WellKnownIds.PLATFORM_TENANT);
        return switch (role) {
            case PlatformAdmin -> only(ofPlatform, new Scope.Platform());
            case ResellerAdmin -> only(ofReseller, new Scope.Reseller(tenantId));
            case Admin, User -> only(ofCustomer, new Scope.Tenant(tenantId, resellerId));
        };
    }

    private static Scope only(boolean fits, Scope scope) {
        if (!fits) {
            throw new IllegalArgumentException("the role has no place in this tenant");
        }
        return scope;
    }

    /** Accepts only the canonical form, because the JDK also parses {@code 1-1-1-1-1}. */
    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equals(text)) {
            throw new IllegalArgumentException("not the text of a UUID");
        }
        return id;
    }

    private static UUID id(JwtClaims claims, String name) throws MalformedClaimException {
        String id = claims.getStringClaimValue(name);
        if (id == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return uuid(id);
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param key the key that verified the signature; a different key with the same id does not count */
    private record Genuine(VerifiedToken token, String keyId, Key key) {}
}
