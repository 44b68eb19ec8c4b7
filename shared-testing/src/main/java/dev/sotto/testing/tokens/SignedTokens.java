package dev.sotto.testing.tokens;

import dev.sotto.model.WellKnownIds;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * An issuer of access tokens with a real 2048-bit RSA key. It signs tokens as tenant-service does (RS256), and every
 * kind of invalid token.
 */
public final class SignedTokens {
    /** The issuer that services expect by default. */
    public static final String ISSUER = "https://sotto.local";

    private final String issuer;
    private final RSAPrivateCrtKey privateKey;
    private final RsaJsonWebKey publicKey;

    /** Creates an issuer with a new key. */
    public SignedTokens(String issuer) {
        this(issuer, (RSAPrivateCrtKey) freshKeys().getPrivate());
    }

    private SignedTokens(String issuer, RSAPrivateCrtKey privateKey) {
        this.issuer = issuer;
        this.privateKey = privateKey;
        this.publicKey = publicKey(privateKey);
    }

    /** Creates an issuer with a key from {@link #privateKey()}. */
    public static SignedTokens withKey(String issuer, String pkcs8Base64) {
        try {
            byte[] der = Base64.getDecoder().decode(pkcs8Base64);
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new SignedTokens(issuer, (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static KeyPair freshKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey publicKey(RSAPrivateCrtKey key) {
        try {
            PublicKey half = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            RsaJsonWebKey jwk = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(half);
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
            jwk.setUse("sig");
            jwk.setAlgorithm("RS256");
            return jwk;
        } catch (GeneralSecurityException | JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the public key as a JSON Web Key Set (RFC 7517). */
    public String jwks() {
        return new JsonWebKeySet(publicKey).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** Returns the private key, PKCS #8 in base64. */
    public String privateKey() {
        return Base64.getEncoder().encodeToString(privateKey.getEncoded());
    }

    /** Returns the id of the key, as in the header {@code kid}. */
    public String keyId() {
        return publicKey.getKeyId();
    }

    /** Returns the value of {@code iss}. */
    public String issuer() {
        return issuer;
    }

    /** Returns the public key as one JSON Web Key. */
    String jwk() {
        return publicKey.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** Returns the members of a JSON Web Key for any public key. */
    static Map<String, Object> jwk(PublicKey key) {
        try {
            return JsonWebKey.Factory.newJwk(key).toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public PublicKey verificationKey() {
        return publicKey.getPublicKey();
    }

    /** Starts a valid token without tenant, reseller and groups, with a new {@code sub}. */
    public TokenDraft token() {
        return new TokenDraft(issuer, keyId(), privateKey, verificationKey());
    }

    /** Starts a token of a PlatformAdmin of the platform tenant. */
    public TokenDraft platformAdmin() {
        return token().tenant(WellKnownIds.PLATFORM_TENANT).groups("PlatformAdmin");
    }

    /** Starts a token of a ResellerAdmin of the reseller's house tenant, which has the reseller's id. */
    public TokenDraft resellerAdmin(UUID resellerId) {
        return token().tenant(resellerId).reseller(resellerId).groups("ResellerAdmin");
    }

    /** Starts a token of an Admin of a customer tenant. */
    public TokenDraft admin(UUID tenantId, UUID resellerId) {
        return token().tenant(tenantId).reseller(resellerId).groups("Admin");
    }

    /** Starts a token of a User of a customer tenant. */
    public TokenDraft user(UUID tenantId, UUID resellerId) {
        return token().tenant(tenantId).reseller(resellerId).groups("User");
    }
}
