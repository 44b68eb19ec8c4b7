package dev.sotto.jobs.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;

/** The transcript as {@code verbose_json}. Clients expect every member, so what the engine does not tell is 0. */
final class VerboseJson {

    private static final double MILLIS = 1000.0;

    private VerboseJson() {}

    static Map<String, Object> of(Transcript transcript, List<Granularity> granularities) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("task", transcript.task());
        answer.put("language", language(transcript.language()));
        answer.put("duration", transcript.durationMs() / MILLIS);
        answer.put("text", transcript.text());
        if (granularities.isEmpty() || granularities.contains(Granularity.SEGMENT)) {
            answer.put(
                    "segments",
                    transcript.segments().stream().map(VerboseJson::segment).toList());
        }
        if (granularities.contains(Granularity.WORD)) {
            answer.put(
                    "words",
                    transcript.segments().stream()
                            .map(Segment::words)
                            .filter(Objects::nonNull)
                            .flatMap(List::stream)
                            .map(VerboseJson::word)
                            .toList());
        }
        answer.put("usage", usage(transcript));
        return answer;
    }

    /** Seconds are rounded up. What is billed stands in the usage records. */
    static Map<String, Object> usage(Transcript transcript) {
        return Map.of("type", "duration", "seconds", (transcript.durationMs() + 999) / 1000);
    }

    private static Map<String, Object> segment(Segment segment) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", segment.i());
        answer.put("seek", 0);
        answer.put("start", segment.startMs() / MILLIS);
        answer.put("end", segment.endMs() / MILLIS);
        answer.put("text", segment.text());
        answer.put("tokens", List.of());
        answer.put("temperature", 0.0);
        answer.put("avg_logprob", segment.avgLogprob() == null ? 0.0 : segment.avgLogprob());
        answer.put("compression_ratio", compression(segment.text()));
        answer.put("no_speech_prob", segment.noSpeechProb() == null ? 0.0 : segment.noSpeechProb());
        return answer;
    }

    private static Map<String, Object> word(Word word) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("word", word.w().strip());
        answer.put("start", word.startMs() / MILLIS);
        answer.put("end", word.endMs() / MILLIS);
        return answer;
    }

    /** As Whisper measures how much a text repeats itself. */
    private static double compression(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] room = new byte[bytes.length + 64];
            int deflated = deflater.deflate(room);
            return deflated == 0 ? 0 : (double) bytes.length / deflated;
        } finally {
            deflater.end();
        }
    }

    private static String language(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }
}
