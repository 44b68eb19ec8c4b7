package dev.sotto.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts Whisper-WebUI's results to job-service's transcripts, one segment at a time. */
final class TranscriptReader {

    /** A day of speech with the time and token of every word takes about 30 MB. */
    static final int LONGEST_RESULT = 32_000_000;

    private static final int LONGEST_PARAMS = 1_000_000;
    private static final int LONGEST_MODEL = 100;
    // Python writes NaN and Infinity.
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final JsonFactory JSON = MAPPER.getFactory();

    private final @Nullable ResultFiles files;

    TranscriptReader(@Nullable ResultFiles files) {
        this.files = files;
    }

    /** @param durationMs the recording's length, or the end of its last segment if the length is unknown */
    record Transcript(byte[] json, long durationMs) {}

    Transcript read(SourceRow row, @Nullable Long audioMs) throws Unfit {
        JsonNode params = params(row);
        try {
            return write(row, content(row), params, audioMs);
        } catch (JsonProcessingException e) {
            throw new Unfit("its result is not JSON: " + Texts.quoted(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] content(SourceRow row) throws Unfit {
        if (row.resultBytes() > LONGEST_RESULT) {
            throw new Unfit("its result is longer than " + LONGEST_RESULT + " bytes: " + row.resultBytes());
        }
        if (row.result() == null) {
            throw new Unfit("it is completed and has no result");
        }
        String type = Texts.exact(row.resultType(), "result_type");
        if (type == null || type.equalsIgnoreCase("json")) {
            return row.result();
        }
        if (!type.equalsIgnoreCase("filepath")) {
            throw new Unfit("its result_type is neither json nor filepath: " + Texts.quoted(type));
        }
        String name = path(row.result());
        if (files == null) {
            throw new Unfit("its result lies in a file, and --files was not given: " + Texts.quoted(name));
        }
        return files.read(name, LONGEST_RESULT);
    }

    private static String path(byte[] json) throws Unfit {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isTextual()) {
                return node.textValue();
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new Unfit("its result is not the path that its result_type promises");
    }

    private static JsonNode params(SourceRow row) throws Unfit {
        byte[] json = row.taskParams();
        if (json == null || json.length > LONGEST_PARAMS) {
            return MAPPER.createObjectNode();
        }
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new Unfit("its task_params are not JSON");
        }
    }

    private static Transcript write(SourceRow row, byte[] result, JsonNode params, @Nullable Long audioMs)
            throws IOException, Unfit {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(result.length / 2 + 256);
        StringBuilder text = new StringBuilder();
        long durationMs;
        try (JsonParser in = JSON.createParser(result);
                JsonGenerator out = JSON.createGenerator(bytes)) {
            JsonNode whisper = params.path("whisper");
            out.writeStartObject();
            out.writeNumberField("version", 1);
            out.writeStringField("engine", "whisper-webui");
            out.writeStringField("model", model(whisper));
            out.writeStringField("task", whisper.path("is_translate").asBoolean() ? "translate" : "transcribe");
            out.writeStringField("language", Languages.code(Texts.exact(row.language(), "language")));
            out.writeArrayFieldStart("segments");
            boolean diarized = params.path("diarization").path("is_diarize").asBoolean();
            long lastMs = segments(in, new SegmentWriter(out, text, diarized));
            out.writeEndArray();
            durationMs = audioMs == null ? lastMs : audioMs;
            out.writeNumberField("duration_ms", durationMs);
            out.writeStringField("text", text.toString());
            out.writeEndObject();
        }
        return new Transcript(bytes.toByteArray(), durationMs);
    }

    private static long segments(JsonParser in, SegmentWriter writer) throws IOException, Unfit {
        if (in.nextToken() != JsonToken.START_ARRAY) {
            throw new Unfit("it is completed, and its result is not a list of segments");
        }
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw new Unfit("its result is not a list of segments");
            }
            JsonNode segment = MAPPER.readTree(in);
            writer.write(segment);
        }
        return writer.lastMs();
    }

    private static String model(JsonNode whisper) {
        String model = Texts.shown(
                        whisper.path("model_size").asText("").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        LONGEST_MODEL)
                .toLowerCase(Locale.ROOT);
        return model.isEmpty() ? "unknown" : model;
    }
}
