package dev.sotto.runtime.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its owner holds it: {@code sotto_<key id>_<secret><checksum>}, all hexadecimal in lower case. The secret
 * has 256 random bits; the checksum (CRC-32) lets a typing error be refused without a query, and a key be found in text.
 *
 * @param secret 64 hexadecimal digits; only its hash is ever stored
 */
public record ApiKeyText(UUID id, String secret) {

    /** What every API key begins with, and no other token does. */
    public static final String PREFIX = "sotto_";

    private static final Pattern TEXT = Pattern.compile("sotto_([0-9a-f]{32})_([0-9a-f]{64})([0-9a-f]{8})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new key under this id. */
    public static ApiKeyText fresh(UUID id) {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new ApiKeyText(id, HexFormat.of().formatHex(secret));
    }

    /** Nothing where the form or the checksum is wrong. */
    public static Optional<ApiKeyText> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        ApiKeyText key = new ApiKeyText(id(parts.group(1)), parts.group(2));
        return key.checksum().equals(parts.group(3)) ? Optional.of(key) : Optional.empty();
    }

    /** The whole key; shown once, to whom it was made for. */
    public String text() {
        return body() + checksum();
    }

    /** SHA-256 of the secret in hexadecimal: what is stored, and compared. A random secret needs no slow hash. */
    public String secretHash() {
        try {
            byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the secret: this may end in a log. */
    @Override
    public String toString() {
        return "ApiKeyText[" + id + "]";
    }

    private String body() {
        return PREFIX + id.toString().replace("-", "") + "_" + secret;
    }

    private String checksum() {
        CRC32 checksum = new CRC32();
        checksum.update(body().getBytes(StandardCharsets.US_ASCII));
        return "%08x".formatted(checksum.getValue());
    }

    private static UUID id(String hex) {
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }
}
