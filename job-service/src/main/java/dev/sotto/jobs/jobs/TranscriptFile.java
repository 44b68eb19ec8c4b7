package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A transcript as a file to download. */
record TranscriptFile(TranscriptFormat format, String recordingName, String content) {

    Response response() {
        return Response.ok(content, format.mediaType() + ";charset=UTF-8")
                .header("Content-Disposition", disposition())
                .header("X-Content-Type-Options", "nosniff")
                .header("Vary", "Accept")
                .build();
    }

    /** RFC 6266: an ASCII name for old clients, and the real name in UTF-8. */
    private String disposition() {
        int dot = recordingName.lastIndexOf('.');
        String name = (dot > 0 ? recordingName.substring(0, dot) : recordingName) + "." + format.extension();
        String plain = name.replaceAll("[^A-Za-z0-9 ._-]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
