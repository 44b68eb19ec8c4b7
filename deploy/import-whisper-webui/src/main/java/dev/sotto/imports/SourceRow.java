package dev.sotto.imports;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A raw row of {@code tasks}. SQLite allows any type in any column, so texts are bytes and numbers are unchecked.
 *
 * @param result null also if it is too long to be read
 * @param resultBytes its real length
 * @param firstId the first row with the same uuid, if this is a later one
 */
record SourceRow(
        long id,
        byte @Nullable [] uuid,
        byte @Nullable [] status,
        byte @Nullable [] result,
        long resultBytes,
        byte @Nullable [] resultType,
        byte @Nullable [] fileName,
        @Nullable Object audioDuration,
        byte @Nullable [] language,
        byte @Nullable [] taskType,
        byte @Nullable [] taskParams,
        @Nullable Object duration,
        byte @Nullable [] error,
        byte @Nullable [] createdAt,
        byte @Nullable [] updatedAt,
        @Nullable Object progress,
        @Nullable Long firstId) {

    /** Returns the SHA-256 of all columns, to detect later changes of the source. */
    byte[] hash() {
        MessageDigest digest = Hashes.sha256();
        digest.update(ByteBuffer.allocate(16).putLong(id).putLong(resultBytes).array());
        byte[][] texts = {
            uuid,
            status,
            result,
            resultType,
            fileName,
            language,
            taskType,
            taskParams,
            error,
            createdAt,
            updatedAt,
            number(audioDuration),
            number(duration),
            number(progress)
        };
        for (byte[] text : texts) {
            digest.update(ByteBuffer.allocate(4)
                    .putInt(text == null ? -1 : text.length)
                    .array());
            if (text != null) {
                digest.update(text);
            }
        }
        return digest.digest();
    }

    private static byte @Nullable [] number(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        return value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
    }
}
