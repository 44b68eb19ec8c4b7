package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The transcript format that a request asks for.
 *
 * @param named the value of {@code ?format=}, which overrides {@code Accept}
 * @param accepted the media types in order of preference
 */
record TranscriptChoice(@Nullable TranscriptFormat named, List<MediaType> accepted) {

    /** Fails if the named format does not exist. */
    static TranscriptChoice of(@Nullable String format, List<MediaType> accepted) {
        return new TranscriptChoice(format == null ? null : byName(format), accepted);
    }

    /**
     * Returns the format of the response. If the request allows several (by a wildcard or without {@code Accept}), the
     * first matching format of the workflow wins, then the first of {@link TranscriptFormat}, which is JSON.
     *
     * @param exported the formats of the export node of the job's workflow, in order
     */
    TranscriptFormat among(List<TranscriptFormat> exported) {
        if (named != null) {
            return named;
        }
        List<TranscriptFormat> preferred = Stream.concat(exported.stream(), Arrays.stream(TranscriptFormat.values()))
                .toList();
        return accepted.stream()
                .flatMap(type -> preferred.stream().filter(format -> type.isCompatible(mediaType(format))))
                .findFirst()
                .orElseThrow(NotAcceptableException::new);
    }

    private static TranscriptFormat byName(String format) {
        return TranscriptFormat.byExtension(format)
                .orElseThrow(() -> Problem.invalid(Fault.notOneOf(
                        "?format",
                        Arrays.stream(TranscriptFormat.values())
                                .map(TranscriptFormat::extension)
                                .toList())));
    }

    private static MediaType mediaType(TranscriptFormat format) {
        String[] parts = format.mediaType().split("/");
        return new MediaType(parts[0], parts[1]);
    }
}
