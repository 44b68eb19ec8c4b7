package dev.sotto.tenants.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A stored password hash: argon2id (RFC 9106) with 19 MiB, two passes and one lane, which is OWASP's minimum for
 * password storage. It is stored as a PHC string, so that stronger parameters can be introduced later.
 */
record PasswordHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** The number of hashes computed at the same time. Half of the processors stay free for reads. */
    static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    /** Blocks of 1 KiB that the generator needs in addition to its memory. */
    private static final int SCRATCH_BLOCKS = 4;
    /** Reused, because new memory for each hash would cost the garbage collector more than the hashing itself. */
    private static final FixedBlockPool BLOCKS = new FixedBlockPool(AT_ONCE * (MEMORY_KIB + SCRATCH_BLOCKS));

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,3}),p=(\\d{1,3})\\$([^$]{1,200})\\$([^$]{1,200})");

    static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = argon2id(password, new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, new byte[HASH_BYTES]));
        return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, hash);
    }

    static PasswordHash parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an argon2id hash in PHC format");
        }
        return new PasswordHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(hash, argon2id(password, this));
    }

    String phc() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(memoryKib, passes, lanes, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /** Omits the hash, because this text may be logged. */
    @Override
    public String toString() {
        return "PasswordHash[]";
    }

    private static byte[] argon2id(String password, PasswordHash as) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(as.memoryKib())
                .withIterations(as.passes())
                .withParallelism(as.lanes())
                .withSalt(as.salt())
                .withBlockPool(BLOCKS)
                .build());
        byte[] hash = new byte[as.hash().length];
        // Some keyboards write é as one character, others as two (NIST SP 800-63B, 5.1.1.2).
        String normal = Normalizer.normalize(password, Normalizer.Form.NFC);
        generator.generateBytes(normal.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
