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

/** An access token being written; {@link #sign} makes a good one, the other endings make forgeries. */
public final class TokenDraft {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final int MANY = 1_000;
    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    /** Made when it is needed: it takes its second. */
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

    /** A token whose ten minutes were over a second ago: services grant no grace. */
    public TokenDraft expired() {
        return issuedAt(Clock.systemUTC().instant().minus(LIFE).minusSeconds(1));
    }

    /** Any other claim; replaces what is there. */
    public TokenDraft claim(String name, Object value) {
        claims.setClaim(name, value);
        return this;
    }

    /** What a claim says so far. */
    Object claim(String name) {
        return claims.getClaimValue(name);
    }

    /** Leaves a claim out, for instance {@code exp}. */
    public TokenDraft without(String name) {
        claims.unsetClaim(name);
        return this;
    }

    /** The header {@code kid}; null leaves it out. */
    public TokenDraft keyId(String id) {
        return header("kid", id);
    }

    /** Any member of the header; null leaves it out. */
    public TokenDraft header(String name, Object value) {
        if (value == null) {
            header.remove(name);
        } else {
            header.put(name, value);
        }
        return this;
    }

    /** The header as JSON, to be spoilt. */
    String headerText() {
        return JsonUtil.toJson(header);
    }

    /** The claims as JSON, to be spoilt. */
    String payloadText() {
        return claims.toJson();
    }

    /**
     * The token, signed by the published key (RS256). What is said again, times included, is the same token, {@code jti} too:
     * signing takes longer than the whole of most requests.
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

    /** Any texts in the place of header and claims, signed by the published key (RS256). */
    String signText(String headerText, String payloadText) {
        return signBytes(headerText.getBytes(StandardCharsets.UTF_8), payloadText.getBytes(StandardCharsets.UTF_8));
    }

    String signBytes(byte[] headerBytes, byte[] payloadBytes) {
        return signed(part(headerBytes) + "." + part(payloadBytes));
    }

    /** What stands before the last dot, whatever it is, with its signature. */
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

    /** Signed by a key that nobody published, under the id of the one that is. */
    public String signWithForeignKey() {
        return sign(AlgorithmIdentifiers.RSA_USING_SHA256, Foreign.KEY);
    }

    /** Not signed at all: {@code alg: none} (RFC 8725, 2.1). */
    public String unsigned() {
        return withSignature("none", new byte[0]);
    }

    /** HS256 with the text of the public key (PEM) as the shared secret (RFC 8725, 2.1). */
    public String signWithPublicKeyAsSecret() {
        return signWithSecret(AlgorithmIdentifiers.HMAC_SHA256, publicKeyText().getBytes(StandardCharsets.US_ASCII));
    }

    /** By an algorithm whose secret is one that everybody knows. */
    String signWithSecret(String algorithm, byte[] secret) {
        return sign(algorithm, new HmacKey(secret));
    }

    /** By the published key, in another way than RS256. */
    String signBy(String algorithm) {
        return sign(algorithm, privateKey);
    }

    /** Any algorithm's name over any signature. */
    String withSignature(String algorithm, byte[] signature) {
        header("alg", algorithm);
        return part(headerText()) + "." + part(payloadText()) + "." + part(signature);
    }

    /** The public key in PEM. */
    String publicKeyText() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** The base64url text of one part of a token. */
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
