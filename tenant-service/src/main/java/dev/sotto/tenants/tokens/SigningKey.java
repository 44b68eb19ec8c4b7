package dev.sotto.tenants.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * An RSA key that signs access tokens.
 *
 * @param name its file name, by which keys are ordered
 * @param published its public key, with its thumbprint (RFC 7638) as id
 * @param since when it was first published
 */
record SigningKey(String name, PrivateKey key, RsaJsonWebKey published, Instant since) {

    private static final int LEAST_BITS = 2048;
    private static final String HMAC = "HmacSHA256";
    /** Separates the key of refresh tokens from every other use of the same private key. */
    private static final byte[] SUCCESSORS = "sotto refresh token successor 1".getBytes(StandardCharsets.US_ASCII);

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** Reads PKCS #8 in PEM. */
    static SigningKey read(String name, String pem, Instant since) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(name + " is not a private key in PEM (PKCS #8)");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(der));
            if (key.getModulus().bitLength() < LEAST_BITS) {
                throw new IllegalArgumentException(name + " has fewer than " + LEAST_BITS + " bits");
            }
            return new SigningKey(name, key, publicHalf(rsa, key), since);
        } catch (GeneralSecurityException | JoseException e) {
            // Omits the cause, whose message might show a part of the key.
            throw new IllegalArgumentException(name + " can't be read as an RSA private key");
        }
    }

    /** Generates a key in the form that {@link #read} reads. */
    static String generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(LEAST_BITS);
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            return BEGIN + "\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n" + END + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return published.getKeyId();
    }

    /**
     * Derives the refresh token that follows another one. The same token always has the same successor, and nobody
     * without this key can compute it.
     */
    String successorOf(String refreshToken) {
        byte[] secret = hmac(key.getEncoded(), SUCCESSORS);
        byte[] successor = hmac(secret, refreshToken.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(successor);
    }

    private static byte[] hmac(byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Omits the key, because this text may be logged. */
    @Override
    public String toString() {
        return "SigningKey[" + name + "]";
    }

    private static RsaJsonWebKey publicHalf(KeyFactory rsa, RSAPrivateCrtKey key)
            throws GeneralSecurityException, JoseException {
        RsaJsonWebKey half = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(
                rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
        half.setKeyId(half.calculateBase64urlEncodedThumbprint("SHA-256"));
        half.setUse("sig");
        half.setAlgorithm("RS256");
        return half;
    }
}
