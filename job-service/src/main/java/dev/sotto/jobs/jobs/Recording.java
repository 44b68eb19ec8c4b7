package dev.sotto.jobs.jobs;

import dev.sotto.jobs.names.ContentDisposition;
import io.vertx.mutiny.sqlclient.Row;
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

    String disposition() {
        return ContentDisposition.attachment(fileName);
    }
}
