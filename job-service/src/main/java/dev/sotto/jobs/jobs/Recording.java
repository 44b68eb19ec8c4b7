package dev.sotto.jobs.jobs;

import io.vertx.mutiny.sqlclient.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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

    /** As in the OpenAPI document. */
    private static final Set<String> MEDIA_TYPES =
            Set.of("audio/wav", "audio/mpeg", "audio/mp4", "audio/ogg", "audio/flac", "video/mp4", "video/webm");

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
        return mediaType != null && MEDIA_TYPES.contains(mediaType) ? mediaType : "application/octet-stream";
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
