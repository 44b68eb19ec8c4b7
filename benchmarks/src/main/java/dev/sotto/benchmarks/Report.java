package dev.sotto.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the results, as a table for people and as a file for programs. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    static void print(PrintStream out, List<Result> results) {
        out.printf(
                "%n%-44s %7s  %-15s %6s %6s %8s %7s  %s%n",
                "ratio of ours to", "median", "95 % interval", "wall", "pairs", "dropped", "target", "");
        results.forEach(result -> out.printf(
                Locale.ROOT,
                "%-44s %7.3f  [%.3f, %.3f]  %6.3f %6d %8d %7s  %s%n",
                result.what(),
                result.ratio().median(),
                result.ratio().low(),
                result.ratio().high(),
                result.wall(),
                result.pairs(),
                result.dropped(),
                result.target() == null ? "" : String.format(Locale.ROOT, "%.2f", result.target()),
                result.verdict() == null ? "" : result.verdict()));
    }

    /** @param measured all raw measurements, by name */
    static void write(Path file, List<Result> results, Map<String, ?> measured) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writeValue(file.toFile(), Map.of("results", results, "measured", measured));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
