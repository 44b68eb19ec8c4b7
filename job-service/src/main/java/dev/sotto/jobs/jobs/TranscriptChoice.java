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
 * The format in which a request asks for a transcript.
 *
 * @param named by {@code ?format=}, which goes before {@code Accept}
 * @param accepted in the order of preference
 */
record TranscriptChoice(@Nullable TranscriptFormat named, List<MediaType> accepted) {

    /** Fails when the format that is named is none. */
    static TranscriptChoice of(@Nullable String format, List<MediaType> accepted) {
        return new TranscriptChoice(format == null ? null : byName(format), accepted);
    }

    /**
     * The format to answer in. Where the request leaves it open, by a wildcard or without {@code Accept}, it is the first
     * of the workflow's that fits, and else the first of {@link TranscriptFormat}, which is JSON.
     *
     * @param exported the formats of the export node of the job's workflow, in its order
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
