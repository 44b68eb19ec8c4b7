package dev.sotto.jobs.jobs;

import dev.sotto.jobs.names.ContentDisposition;
import dev.sotto.jobs.names.FileName;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.runtime.paging.Responses;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/**
 * A transcript as a file to download, named after its recording.
 *
 * @param revision its ETag as JSON, which a change names in {@code If-Match}
 */
record TranscriptFile(TranscriptFormat format, String recordingName, long revision, String content) {

    /** 200 with the file, or 304 if the caller already has it. */
    Response response(Request request) {
        String tag = format == TranscriptFormat.JSON ? Long.toString(revision) : revision + "." + format.extension();
        return Response.fromResponse(Responses.tagged(request, tag, content))
                .type(format.mediaType() + ";charset=UTF-8")
                .header("Content-Disposition", disposition())
                .header("X-Content-Type-Options", "nosniff")
                .header("Vary", "Accept")
                .build();
    }

    String disposition() {
        return ContentDisposition.attachment(FileName.withExtension(recordingName, format.extension()));
    }
}
