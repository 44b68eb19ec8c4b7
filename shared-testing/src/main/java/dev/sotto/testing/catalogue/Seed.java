package dev.sotto.testing.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The data model as {@code docs/data-model.md} describes it: tables, columns and indexes.
 *
 * @param tables by their names in the database, for example {@code subscription_plans}; columns in order
 */
record Seed(Map<String, List<Column>> tables, List<Index> indexes) {
    private static final Pattern TABLE = Pattern.compile("### (\\w+)");
    private static final Pattern COLUMN = Pattern.compile("\\| (\\w+) \\| ([A-Z]+(?:\\([\\d,]+\\))?) \\| (.*) \\|");
    private static final Pattern INDEX = Pattern.compile("\\d+\\. `(\\w+)` on `(\\w+)\\((\\w+)\\)`");
    private static final Pattern REFERENCE = Pattern.compile("Foreign key to (\\w+).*");

    /** A column with its type, for example {@code VARCHAR(255)}, and its description. */
    record Column(String name, String type, String description) {
        boolean isPrimaryKey() {
            return description.equals("Primary key");
        }

        boolean isUnique() {
            return description.contains("(unique)");
        }

        /** Returns the table to which the column refers; null if there is none. */
        String references() {
            Matcher reference = REFERENCE.matcher(description);
            return reference.matches() ? snakeCase(reference.group(1)) : null;
        }
    }

    /** An index: its name, its table and its leading column. */
    record Index(String name, String table, String column) {}

    static Seed read() {
        try (InputStream in = Seed.class.getResourceAsStream("/docs/data-model.md")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Seed parse(String document) {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        List<Index> indexes = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (String line : document.lines().toList()) {
            Matcher table = TABLE.matcher(line);
            Matcher column = COLUMN.matcher(line);
            Matcher index = INDEX.matcher(line);
            if (table.matches()) {
                columns = new ArrayList<>();
                tables.put(snakeCase(table.group(1)), columns);
            } else if (column.matches()) {
                columns.add(new Column(column.group(1), column.group(2), column.group(3)));
            } else if (index.matches()) {
                indexes.add(new Index(index.group(1), snakeCase(index.group(2)), index.group(3)));
            }
        }
        return new Seed(tables, indexes);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
