package dev.sotto.testing.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Builds an access token. {@link #sign} returns a valid one; the other final methods return forgeries. */
public final class TokenDraft {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final int MANY = 1_000;
    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    /** Created only when needed, because it takes a second. */
    private static final class Foreign {
        static final PrivateKey KEY = SignedTokens.freshKeys().getPrivate();
    }

    private final JwtClaims claims = new JwtClaims();
    private final Object usualId;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final Map<String, Object> header = new LinkedHashMap<>();

    TokenDraft(String issuer, String keyId, PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        header("alg", AlgorithmIdentifiers.RSA_USING_SHA256);
        header("typ", "at+jwt");
        header("kid", keyId);
        claims.setIssuer(issuer);
        claims.setAudience("sotto");
        claims.setSubject(UUID.randomUUID().toString());
        claims.setGeneratedJwtId();
        usualId = claim("jti");
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

    /** Makes a token that expired a second ago. Services allow no tolerance. */
    public TokenDraft expired() {
        return issuedAt(Clock.systemUTC().instant().minus(LIFE).minusSeconds(1));
    }

    /** Sets any other claim, or replaces it. */
    public TokenDraft claim(String name, Object value) {
        claims.setClaim(name, value);
        return this;
    }

    /** Returns the current value of a claim. */
    Object claim(String name) {
        return claims.getClaimValue(name);
    }

    /** Removes a claim, for example {@code exp}. */
    public TokenDraft without(String name) {
        claims.unsetClaim(name);
        return this;
    }

    /** Sets the header {@code kid}; null removes it. */
    public TokenDraft keyId(String id) {
        return header("kid", id);
    }

    /** Sets any member of the header; null removes it. */
    public TokenDraft header(String name, Object value) {
        if (value == null) {
            header.remove(name);
        } else {
            header.put(name, value);
        }
        return this;
    }

    /** Returns the header as JSON, for tests that damage it. */
    String headerText() {
        return JsonUtil.toJson(header);
    }

    /** Returns the claims as JSON, for tests that damage them. */
    String payloadText() {
        return claims.toJson();
    }

    /**
     * Returns the token, signed with the published key (RS256). Equal claims, including times, give the same token with
     * the same {@code jti}, because signing takes longer than most requests.
     */
    public String sign() {
        if (!usualId.equals(claim("jti"))) {
            return signText(headerText(), payloadText());
        }
        if (SIGNED.size() > MANY) {
            SIGNED.clear();
        }
        Map<String, Object> said = new TreeMap<>(claims.getClaimsMap());
        said.remove("jti");
        String key = ((RSAKey) privateKey).getModulus().hashCode() + headerText() + JsonUtil.toJson(said);
        return SIGNED.computeIfAbsent(key, any -> signText(headerText(), payloadText()));
    }

    /** Signs any texts in place of header and claims, with the published key (RS256). */
    String signText(String headerText, String payloadText) {
        return signBytes(headerText.getBytes(StandardCharsets.UTF_8), payloadText.getBytes(StandardCharsets.UTF_8));
    }

    String signBytes(byte[] headerBytes, byte[] payloadBytes) {
        return signed(part(headerBytes) + "." + part(payloadBytes));
    }

    /** Returns the text with its signature appended. */
    String signed(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(privateKey);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with an unpublished key, under the id of the published one. */
    public String signWithForeignKey() {
        return sign(AlgorithmIdentifiers.RSA_USING_SHA256, Foreign.KEY);
    }

    /** Returns the token without a signature: {@code alg: none} (RFC 8725, 2.1). */
    public String unsigned() {
        return withSignature("none", new byte[0]);
    }

    /** Signs with HS256, with the public key's text (PEM) as the shared secret (RFC 8725, 2.1). */
    public String signWithPublicKeyAsSecret() {
        return signWithSecret(AlgorithmIdentifiers.HMAC_SHA256, publicKeyText().getBytes(StandardCharsets.US_ASCII));
    }

    /** Signs with an algorithm and a secret that everybody knows. */
    String signWithSecret(String algorithm, byte[] secret) {
        return sign(algorithm, new HmacKey(secret));
    }

    /** Signs with the published key, but another algorithm than RS256. */
    String signBy(String algorithm) {
        return sign(algorithm, privateKey);
    }

    /** Combines any algorithm name with any signature. */
    String withSignature(String algorithm, byte[] signature) {
        header("alg", algorithm);
        return part(headerText()) + "." + part(payloadText()) + "." + part(signature);
    }

    /** Returns the public key in PEM. */
    String publicKeyText() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** Returns the base64url text of one part of a token. */
    static String part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String sign(String algorithm, Key key) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        header("alg", algorithm);
        header.forEach(signature::setHeader);
        signature.setKey(key);
        signature.setDoKeyValidation(false);
        signature.setPayload(payloadText());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
