package dev.sotto.tenants.signin;

import dev.sotto.runtime.access.TokenVerifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Access tokens (RFC 9068): signed JWTs that say for ten minutes who somebody is. */
@ApplicationScoped
class AccessTokens {

    static final Duration LIFE = Duration.ofMinutes(10);

    private final SigningKeys keys;
    private final Clock clock;
    private final String issuer;

    AccessTokens(SigningKeys keys, Clock clock, @ConfigProperty(name = "sotto.issuer") String issuer) {
        this.keys = keys;
        this.clock = clock;
        this.issuer = issuer;
    }

    String sign(Person person) {
        SigningKey key = keys.signing();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setHeader("typ", "at+jwt");
        signature.setKeyIdHeaderValue(key.id());
        signature.setKey(key.key());
        signature.setPayload(claims(person).toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token can't be signed", e);
        }
    }

    private JwtClaims claims(Person person) {
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
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFE).getEpochSecond()));
        claims.setGeneratedJwtId();
        return claims;
    }
}
