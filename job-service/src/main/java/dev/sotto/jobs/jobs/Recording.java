package dev.sotto.jobs.jobs;

import io.vertx.mutiny.sqlclient.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a file to download. It never changes.
 *
 * @param name its name in the store
 */
record Recording(
        UUID jobId,
        String name,
        String fileName,
        long bytes,
        @Nullable String mediaType) {

    private static final String BYTES = "application/octet-stream";

    /** As in the OpenAPI document: what browsers play. */
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "wav", "audio/wav",
            "mp3", "audio/mpeg",
            "m4a", "audio/mp4",
            "ogg", "audio/ogg",
            "opus", "audio/ogg",
            "flac", "audio/flac",
            "mp4", "video/mp4",
            "webm", "video/webm");

    /** @param format the name of the format that was found */
    static String mediaTypeOf(String format) {
        return MEDIA_TYPES.getOrDefault(format, BYTES);
    }

    static Recording of(Row row) {
        return new Recording(
                row.getUUID("id"),
                row.getString("file_path"),
                row.getString("file_name"),
                row.getLong("file_bytes"),
                row.getString("media_type"));
    }

    String tag() {
        return "\"" + jobId + "\"";
    }

    /** What was found in it. Never what its name says, because a browser may run what it takes for a page. */
    String contentType() {
        return mediaType == null ? BYTES : mediaType;
    }

    /** RFC 6266: an ASCII name for old clients, and the real name in UTF-8. */
    String disposition() {
        String plain = fileName.replaceAll("[^A-Za-z0-9 ._-]", "_");
        String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
