package dev.sotto.testing;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** An access token being written; {@link #sign} makes a good one, the other endings make forgeries. */
public final class TokenDraft {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final JwtClaims claims = new JwtClaims();
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private String keyId;

    TokenDraft(String issuer, String keyId, PrivateKey privateKey, PublicKey publicKey) {
        this.keyId = keyId;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        claims.setIssuer(issuer);
        claims.setAudience("sotto");
        claims.setSubject(UUID.randomUUID().toString());
        claims.setGeneratedJwtId();
        issuedAt(Clock.systemUTC().instant());
    }

    /** {@code sub}: the user's id. */
    public TokenDraft subject(UUID userId) {
        return claim("sub", userId.toString());
    }

    /** {@code tenant_id}. */
    public TokenDraft tenant(UUID tenantId) {
        return claim("tenant_id", tenantId.toString());
    }

    /** {@code reseller_id}. */
    public TokenDraft reseller(UUID resellerId) {
        return claim("reseller_id", resellerId.toString());
    }

    /** {@code groups}: the roles. */
    public TokenDraft groups(String... roles) {
        return claim("groups", List.of(roles));
    }

    /** {@code iss}. */
    public TokenDraft issuer(String issuer) {
        return claim("iss", issuer);
    }

    /** {@code aud}. */
    public TokenDraft audience(String audience) {
        return claim("aud", audience);
    }

    /** {@code iat}, and {@code exp} ten minutes later. */
    public TokenDraft issuedAt(Instant instant) {
        claims.setIssuedAt(NumericDate.fromSeconds(instant.getEpochSecond()));
        return expiresAt(instant.plus(LIFE));
    }

    /** {@code exp}, to the second. */
    public TokenDraft expiresAt(Instant instant) {
        claims.setExpirationTime(NumericDate.fromSeconds(instant.getEpochSecond()));
        return this;
    }

    /** A token whose ten minutes were over a second ago: services grant no grace. */
    public TokenDraft expired() {
        return issuedAt(Clock.systemUTC().instant().minus(LIFE).minusSeconds(1));
    }

    /** Any other claim; replaces what is there. */
    public TokenDraft claim(String name, Object value) {
        claims.setClaim(name, value);
        return this;
    }

    /** Leaves a claim out, for instance {@code exp}. */
    public TokenDraft without(String name) {
        claims.unsetClaim(name);
        return this;
    }

    /** The header {@code kid}; null leaves it out. */
    public TokenDraft keyId(String id) {
        keyId = id;
        return this;
    }

    /** The token, signed by the published key (RS256). */
    public String sign() {
        return sign(AlgorithmIdentifiers.RSA_USING_SHA256, privateKey);
    }

    /** Signed by a key that nobody published, under the id of the one that is. */
    public String signWithForeignKey() {
        return sign(
                AlgorithmIdentifiers.RSA_USING_SHA256, SignedTokens.freshKeys().getPrivate());
    }

    /** Not signed at all: {@code alg: none} (RFC 8725, 2.1). */
    public String unsigned() {
        return sign(AlgorithmIdentifiers.NONE, null);
    }

    /** HS256 with the text of the public key (PEM) as the shared secret (RFC 8725, 2.1). */
    public String signWithPublicKeyAsSecret() {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        return sign(AlgorithmIdentifiers.HMAC_SHA256, new HmacKey(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private String sign(String algorithm, Key key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setHeader("typ", "at+jwt");
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
