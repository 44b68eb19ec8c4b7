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
 * An API key as its owner holds it: {@code sotto_<key id>_<secret><checksum>}, all in lower-case hexadecimal. The
 * secret has 256 random bits. The checksum (CRC-32) lets Sotto refuse a mistyped key without a query, and lets secret
 * scanners recognise a key.
 *
 * @param secret 64 hexadecimal digits; only its hash is ever stored
 */
public record ApiKeyText(UUID id, String secret) {

    /** The prefix of every API key. No other token has it. */
    public static final String PREFIX = "sotto_";

    private static final Pattern TEXT = Pattern.compile("sotto_([0-9a-f]{32})_([0-9a-f]{64})([0-9a-f]{8})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Creates a new key with this id and a random secret. */
    public static ApiKeyText fresh(UUID id) {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return new ApiKeyText(id, HexFormat.of().formatHex(secret));
    }

    /** Parses a key; empty if its form or checksum is wrong. */
    public static Optional<ApiKeyText> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        ApiKeyText key = new ApiKeyText(id(parts.group(1)), parts.group(2));
        return key.checksum().equals(parts.group(3)) ? Optional.of(key) : Optional.empty();
    }

    /** Returns the whole key. Only its owner sees it, once. */
    public String text() {
        return body() + checksum();
    }

    /**
     * Returns the SHA-256 of the secret in hexadecimal, which is stored and compared. A random secret does not need a
     * slow hash.
     */
    public String secretHash() {
        try {
            byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Omits the secret, because this text may be logged. */
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
