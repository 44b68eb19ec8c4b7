package dev.sotto.jobs.uploads;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The checksum of a request's bytes, from the header Upload-Checksum. */
final class UploadChecksum {

    static final String NAME = "Upload-Checksum";

    /** As in Tus-Checksum-Algorithm. */
    static final String ALGORITHMS = "sha1,sha256";

    private static final Map<String, String> JAVA_NAMES = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

    private final MessageDigest digest;
    private final byte[] expected;

    private UploadChecksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    /** Returns null if there is no header. */
    static @Nullable UploadChecksum of(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split(" ", -1);
        String algorithm = JAVA_NAMES.get(parts[0]);
        if (algorithm == null) {
            throw Problem.invalid(Fault.notOneOf(NAME, JAVA_NAMES.keySet()));
        }
        try {
            if (parts.length == 2) {
                return new UploadChecksum(
                        MessageDigest.getInstance(algorithm),
                        Base64.getDecoder().decode(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            throw malformed();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        throw malformed();
    }

    void add(byte[] piece) {
        digest.update(piece);
    }

    /** Can be asked once, at the end. */
    boolean matches() {
        return MessageDigest.isEqual(digest.digest(), expected);
    }

    private static Problem malformed() {
        return Problem.invalid(
                Fault.wrongFormat(NAME, "tus-checksum", "must be sha1 or sha256, a space, and the checksum in Base64"));
    }
}
