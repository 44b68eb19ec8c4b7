package dev.sotto.runtime.csv;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180), with a header. A text that a spreadsheet would take for a formula gets an apostrophe;
 * numbers are left as they are.
 */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";

    private static final MediaType CSV = MediaType.valueOf(MEDIA_TYPE);
    private static final String FORMULA_SIGNS = "=+-@\t\r";
    private static final String QUOTED_SIGNS = ",\"\n\r";

    private final StringBuilder text = new StringBuilder();

    private Csv() {}

    /** Begins a table with the names of its columns. */
    public static Csv of(String... columns) {
        return new Csv().row((Object[]) columns);
    }

    /** Returns whether somebody prefers CSV to JSON, by {@code Accept} in its order. */
    public static boolean isWanted(List<MediaType> acceptable) {
        return acceptable.stream()
                .filter(type -> type.isCompatible(CSV) || type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .findFirst()
                .map(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .orElse(false);
    }

    /** Adds a row; null is an empty cell. */
    public Csv row(@Nullable Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    /** Returns 200 with the table as a file of this name. */
    public Response response(String fileName) {
        return Response.ok(text.toString(), MEDIA_TYPE + ";charset=UTF-8;header=present")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String plain = value.toString();
        String safe = !(value instanceof Number) && !plain.isEmpty() && FORMULA_SIGNS.indexOf(plain.charAt(0)) >= 0
                ? "'" + plain
                : plain;
        return safe.chars().anyMatch(sign -> QUOTED_SIGNS.indexOf(sign) >= 0)
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
