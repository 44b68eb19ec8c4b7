package dev.sotto.jobs.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.TranscriptFormat;
import dev.sotto.runtime.json.EventJson;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The formats of an answer ({@code response_format}). */
enum AnswerFormat {
    JSON("application/json"),
    TEXT("text/plain"),
    SRT("application/x-subrip"),
    VTT("text/vtt"),
    VERBOSE_JSON("application/json");

    private final String mediaType;

    AnswerFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static Optional<AnswerFormat> find(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String mediaType() {
        return mediaType + "; charset=utf-8";
    }

    /** @param granularities which times verbose JSON tells */
    String render(Transcript transcript, List<Granularity> granularities) {
        return switch (this) {
            case JSON -> json(plain(transcript));
            case TEXT -> transcript.text() + "\n";
            case SRT -> TranscriptFormat.SRT.render(transcript);
            case VTT -> TranscriptFormat.VTT.render(transcript);
            case VERBOSE_JSON -> json(VerboseJson.of(transcript, granularities));
        };
    }

    private static Map<String, Object> plain(Transcript transcript) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("text", transcript.text());
        answer.put("usage", VerboseJson.usage(transcript));
        return answer;
    }

    private static String json(Object value) {
        try {
            return EventJson.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
