package dev.sotto.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Computes hashes and ids. */
final class Hashes {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_OF_HIGH = 0x0FFFL;
    private static final long RANDOM_OF_LOW = 0x3FFF_FFFF_FFFF_FFFFL;

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] of(byte[] content) {
        return sha256().digest(content);
    }

    /**
     * Returns a UUID of version 7 whose random bits are a hash. The same names give the same id, and ids are ordered by
     * time (lists page by id).
     */
    static UUID id(long epochMillis, String... names) {
        MessageDigest digest = sha256();
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = epochMillis << 16 | VERSION_7 | hash.getLong() & RANDOM_OF_HIGH;
        return new UUID(high, VARIANT | hash.getLong() & RANDOM_OF_LOW);
    }
}
