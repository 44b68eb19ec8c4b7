package dev.sotto.imports;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts Whisper-WebUI's languages, which are codes or English names. */
final class Languages {

    /** ISO 639-3's code for an unknown language. Whisper-WebUI does not store the language that it detected. */
    static final String UNKNOWN = "und";

    private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");
    private static final Map<String, String> BY_NAME = Stream.of(Locale.getISOLanguages())
            .collect(Collectors.toMap(
                    code -> Locale.forLanguageTag(code)
                            .getDisplayLanguage(Locale.ENGLISH)
                            .toLowerCase(Locale.ROOT),
                    code -> code,
                    (first, second) -> first));

    private Languages() {}

    static String code(@Nullable String language) {
        String word = language == null ? "" : language.strip().toLowerCase(Locale.ROOT);
        return CODE.matcher(word).matches() ? word : BY_NAME.getOrDefault(word, UNKNOWN);
    }
}
