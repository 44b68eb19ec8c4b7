package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.TreeMap;

/** The stored format of results; the others are rendered from it. */
public final class TranscriptJson {

    // Ignores unknown members, because during a rollout old and new versions read each other's files.
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private TranscriptJson() {}

    public static String write(Transcript transcript) {
        try {
            return MAPPER.writeValueAsString(transcript);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a transcript is plain data", e);
        }
    }

    public static Transcript read(String json) {
        try {
            return MAPPER.readValue(json, Transcript.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a transcript: " + fault(e));
        }
    }

    static String write(Edits edits) {
        try {
            return MAPPER.writeValueAsString(edits.segments());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("edits are plain data", e);
        }
    }

    static Edits readEdits(String json) {
        try {
            return new Edits(MAPPER.readValue(json, new TypeReference<TreeMap<Integer, Edits.Edit>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not edits: " + fault(e));
        }
    }

    /** Omits the parser's message and cause, which quote the transcript, because this may be logged. */
    private static String fault(JsonProcessingException failure) {
        JsonLocation place = failure.getLocation();
        String kind = failure.getClass().getSimpleName();
        return place == null ? kind : kind + " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
