package dev.sotto.jobs.openai;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which times an answer tells ({@code timestamp_granularities[]}). */
enum Granularity {
    WORD,
    SEGMENT;

    static Optional<Granularity> find(String word) {
        return Arrays.stream(values())
                .filter(granularity -> granularity.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
