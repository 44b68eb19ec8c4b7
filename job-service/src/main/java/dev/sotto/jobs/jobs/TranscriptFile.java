package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.runtime.problem.Problem;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transcript, ready to be saved. */
record TranscriptFile(TranscriptFormat format, String recordingName, String content) {

    /**
     * Which format is meant.
     *
     * @param wanted {@code ?format=}, which goes before {@code Accept}
     * @param accepted in the order of preference
     */
    static TranscriptFormat format(@Nullable String wanted, List<MediaType> accepted) {
        if (wanted != null) {
            return TranscriptFormat.byExtension(wanted)
                    .orElseThrow(() -> Problem.invalid("?format", "must be one of json, txt, srt, vtt, lrc, tsv"));
        }
        return accepted.stream()
                .map(TranscriptFile::formatOf)
                .filter(format -> format != null)
                .findFirst()
                .orElseThrow(NotAcceptableException::new);
    }

    Response response() {
        return Response.ok(content, format.mediaType() + ";charset=UTF-8")
                .header("Content-Disposition", disposition())
                .header("X-Content-Type-Options", "nosniff")
                .header("Vary", "Accept")
                .build();
    }

    private static @Nullable TranscriptFormat formatOf(MediaType type) {
        if (type.isWildcardType() || (type.isWildcardSubtype() && type.getType().equals("application"))) {
            return TranscriptFormat.JSON;
        }
        if (type.isWildcardSubtype() && type.getType().equals("text")) {
            return TranscriptFormat.TXT;
        }
        return TranscriptFormat.byMediaType(type.getType() + "/" + type.getSubtype())
                .orElse(null);
    }

    /** RFC 6266: a plain name for old readers, and the real one in UTF-8. */
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
