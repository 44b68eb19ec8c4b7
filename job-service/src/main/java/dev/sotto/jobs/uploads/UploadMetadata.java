package dev.sotto.jobs.uploads;

import dev.sotto.jobs.jobs.JobOptions;
import dev.sotto.jobs.names.FileName;
import dev.sotto.runtime.json.StorableText;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header Upload-Metadata: names with values in Base64, separated by commas. {@code filename} and the options of a job
 * count; others are kept and given back.
 *
 * @param header as sent
 */
record UploadMetadata(String header, Map<String, String> values) {

    static final String NAME = "Upload-Metadata";

    private static final int LONGEST = 8_000;
    private static final Pattern KEY = Pattern.compile("[!-+.-~&&[^,]]{1,100}");

    static UploadMetadata of(@Nullable String header) {
        String text = header == null ? "" : header.strip();
        if (text.length() > LONGEST) {
            throw Problem.invalid(new Fault(
                    NAME, FaultCode.TOO_LONG, Map.of("max", LONGEST), "must have at most " + LONGEST + " characters"));
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts.length > 2 || !KEY.matcher(parts[0]).matches()) {
                throw malformed();
            }
            if (values.put(parts[0], parts.length == 1 ? "" : decoded(parts[1])) != null) {
                throw Problem.invalid(Fault.givenTwice("/" + parts[0]));
            }
        }
        return new UploadMetadata(text, Map.copyOf(values));
    }

    /** Returns the options of the job; an empty value counts as absent. */
    JobOptions options() {
        Map<String, String> texts = new HashMap<>(values);
        texts.values().removeIf(String::isEmpty);
        return JobOptions.of(texts);
    }

    /** Returns the name of the recording as it is stored. Clients send it as {@code filename} or {@code name}. */
    String fileName() {
        return FileName.of(values.getOrDefault("filename", values.getOrDefault("name", "")));
    }

    private static String decoded(String value) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(value)))
                    .toString();
            if (StorableText.isStorable(text)) {
                return text;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static Problem malformed() {
        return Problem.invalid(Fault.wrongFormat(
                NAME,
                "tus-metadata",
                "must be names with values of UTF-8 in Base64, separated by commas: filename bWVldGluZy5tcDM="));
    }
}
