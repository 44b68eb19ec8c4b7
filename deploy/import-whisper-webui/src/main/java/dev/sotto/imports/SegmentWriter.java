package dev.sotto.imports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes segments in the format of job-service's transcripts, which do not allow segments out of order. */
final class SegmentWriter {

    private final JsonGenerator out;
    private final StringBuilder text;
    private final boolean diarized;
    private int written;
    private long startMs;
    private long lastMs;

    SegmentWriter(JsonGenerator out, StringBuilder text, boolean diarized) {
        this.out = out;
        this.text = text;
        this.diarized = diarized;
    }

    /** Returns the latest end of all segments. */
    long lastMs() {
        return lastMs;
    }

    void write(JsonNode segment) throws IOException, Unfit {
        String where = "segment " + (written + 1);
        if (segment.path("text").asText("").isBlank() && !segment.path("start").isNumber()) {
            // Whisper-WebUI writes this for a recording without speech.
            return;
        }
        Span span = span(segment, where);
        if (span.startMs() < startMs) {
            throw new Unfit("its result is out of order at " + where);
        }
        startMs = span.startMs();
        lastMs = Math.max(lastMs, span.endMs());
        out.writeStartObject();
        out.writeNumberField("i", written);
        out.writeNumberField("start_ms", span.startMs());
        out.writeNumberField("end_ms", span.endMs());
        text(segment, where);
        probability("avg_logprob", segment.get("avg_logprob"));
        probability("no_speech_prob", segment.get("no_speech_prob"));
        words(segment.get("words"), where);
        out.writeEndObject();
        written++;
    }

    /** With speaker detection, the speaker is in front of the text: {@code SPEAKER_00|Good morning}. */
    private void text(JsonNode segment, String where) throws IOException, Unfit {
        String said = segment.path("text").isTextual() ? segment.path("text").textValue() : "";
        int bar = diarized ? said.indexOf('|') : -1;
        String words = Texts.spoken(said.substring(bar + 1), where);
        out.writeStringField("text", words);
        if (bar > 0) {
            String speaker = Texts.spoken(said.substring(0, bar), where);
            if (!speaker.equals("None")) {
                out.writeStringField("speaker", speaker);
            }
        }
        text.append(text.isEmpty() ? "" : " ").append(words);
    }

    private void words(@Nullable JsonNode words, String where) throws IOException, Unfit {
        if (words == null || !words.isArray()) {
            return;
        }
        out.writeArrayFieldStart("words");
        for (JsonNode word : words) {
            Span span = span(word, "a word of " + where);
            out.writeStartObject();
            out.writeStringField("w", Texts.spoken(word.path("word").asText(""), where));
            out.writeNumberField("start_ms", span.startMs());
            out.writeNumberField("end_ms", span.endMs());
            probability("p", word.get("probability"));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void probability(String name, @Nullable JsonNode value) throws IOException {
        if (value != null && value.isNumber() && Double.isFinite(value.doubleValue())) {
            out.writeNumberField(name, value.doubleValue());
        }
    }

    private static Span span(JsonNode node, String where) throws Unfit {
        if (!node.path("start").isNumber() || !node.path("end").isNumber()) {
            throw new Unfit("its result has no times for " + where);
        }
        long start = Numbers.millis(node.path("start").doubleValue(), "result's " + where);
        long end = Numbers.millis(node.path("end").doubleValue(), "result's " + where);
        if (end < start) {
            throw new Unfit("its result runs backwards in " + where);
        }
        return new Span(start, end);
    }

    private record Span(long startMs, long endMs) {}
}
