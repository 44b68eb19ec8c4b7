package dev.sotto.jobs.jobs;

import dev.sotto.jobs.names.ContentDisposition;
import dev.sotto.jobs.names.FileName;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import jakarta.ws.rs.core.Response;

/** A transcript as a file to download, named after its recording. */
record TranscriptFile(TranscriptFormat format, String recordingName, String content) {

    Response response() {
        String name = FileName.withExtension(recordingName, format.extension());
        return Response.ok(content, format.mediaType() + ";charset=UTF-8")
                .header("Content-Disposition", ContentDisposition.attachment(name))
                .header("X-Content-Type-Options", "nosniff")
                .header("Vary", "Accept")
                .build();
    }
}
