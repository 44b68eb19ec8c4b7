package dev.sotto.jobs.engines;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The languages that engines name: some by the code (ISO 639-1), some by the English name. */
final class Languages {

    /** ISO 639-2's code of a language that nobody knows. */
    private static final String UNKNOWN = "und";

    private static final Map<String, String> CODES = Arrays.stream(Locale.getISOLanguages())
            .filter(code -> code.length() == 2)
            .collect(toUnmodifiableMap(Languages::name, code -> code, (first, second) -> first));

    private Languages() {}

    private static String name(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT);
    }

    /** @param language a code or an English name; null if nobody knows */
    static String code(@Nullable String language) {
        String word = language == null ? "" : language.strip().toLowerCase(Locale.ROOT);
        return CODES.containsValue(word) ? word : CODES.getOrDefault(word, UNKNOWN);
    }
}
