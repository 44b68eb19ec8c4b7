package dev.sotto.tenants.tokens;

import dev.sotto.model.tenants.DelegatedToken;
import dev.sotto.runtime.access.AccessSettings;
import dev.sotto.runtime.access.TokenVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues access tokens (RFC 9068): signed JWTs that identify a user for some minutes. */
@ApplicationScoped
public class AccessTokens {

    public static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration DELEGATED_LIFE = Duration.ofMinutes(15);

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;

    AccessTokens(SigningKeys keys, Clock clock, AccessSettings settings) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = settings.issuer();
    }

    /** @param sessionId what the token is of: {@code sid} */
    public String sign(Person person, UUID sessionId) {
        JwtClaims claims = claims(person, LIFE);
        claims.setStringClaim("sid", sessionId.toString());
        return sign(claims);
    }

    /** Issues a token with which somebody else acts as this person (RFC 8693, section 4.1), without a refresh token. */
    public DelegatedToken delegated(Person person, UUID impersonatorId) {
        JwtClaims claims = claims(person, DELEGATED_LIFE);
        claims.setClaim("act", Map.of("sub", impersonatorId.toString()));
        return new DelegatedToken(sign(claims), "Bearer", DELEGATED_LIFE.toSeconds());
    }

    private String sign(JwtClaims claims) {
        SigningKey key = keys.signing();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "at+jwt");
        signature.setKeyIdHeaderValue(key.id());
        signature.setKey(key.key());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token can't be signed", e);
        }
    }

    private JwtClaims claims(Person person, Duration life) {
        Instant now = clock.instant();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(TokenVerifier.AUDIENCE);
        claims.setSubject(person.userId().toString());
        claims.setStringClaim("tenant_id", person.tenantId().toString());
        if (person.resellerId() != null) {
            claims.setStringClaim("reseller_id", person.resellerId().toString());
        }
        claims.setStringListClaim("groups", List.of(person.role().name()));
        claims.setClaim("ver", person.version());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(life).getEpochSecond()));
        claims.setGeneratedJwtId();
        return claims;
    }
}
