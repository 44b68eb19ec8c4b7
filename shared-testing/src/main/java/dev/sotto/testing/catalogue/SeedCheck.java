package dev.sotto.testing.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares tables with the data model. A type may be wider than in the document, but not narrower. */
final class SeedCheck {
    private static final Pattern SIZED = Pattern.compile("([A-Za-z ]+?)(?:\\((\\d+)(?:,(\\d+))?\\))?");
    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, a.atttypmod)
            from pg_attribute a
            where a.attrelid = to_regclass('public.' || ?) and a.attnum > 0 and not a.attisdropped""";
    private static final String LEADING_COLUMN = """
            select a.attname from pg_index i
            join pg_class c on c.oid = i.indexrelid
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            where c.relname = ? and i.indrelid = to_regclass('public.' || ?) and i.indisvalid and i.indpred is null""";
    private static final String KEYS = """
            select i.indisprimary::text, a.attname from pg_index i
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            where i.indrelid = to_regclass('public.' || ?) and i.indisunique and i.indpred is null and i.indnkeyatts = 1""";
    private static final String REFERENCES = """
            select a.attname, c.confrelid::regclass::text from pg_constraint c
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            where c.contype = 'f' and c.convalidated and c.conrelid = to_regclass('public.' || ?)""";

    private final Catalogue.Query query;
    private final Seed seed;

    SeedCheck(Catalogue.Query query, Seed seed) {
        this.query = query;
        this.seed = seed;
    }

    List<String> findings(String... owned) {
        List<String> findings = new ArrayList<>();
        for (String table : owned) {
            if (!seed.tables().containsKey(table)) {
                findings.add(table + ": the data model has no such table");
                continue;
            }
            Map<String, String> live = query.map(COLUMNS, table);
            if (live.isEmpty()) {
                findings.add(table + ": missing");
                continue;
            }
            checkColumns(table, live, findings);
            checkKeys(table, Arrays.asList(owned), findings);
            checkIndexes(table, findings);
        }
        return findings;
    }

    private void checkColumns(String table, Map<String, String> live, List<String> findings) {
        for (Seed.Column column : seed.tables().get(table)) {
            String type = live.get(column.name());
            if (type == null) {
                findings.add(table + "." + column.name() + ": missing");
            } else if (!holds(type, column.type())) {
                findings.add(table + "." + column.name() + ": " + type + " is narrower than " + column.type());
            }
        }
    }

    private void checkKeys(String table, List<String> owned, List<String> findings) {
        List<List<String>> keys = query.rows(KEYS, table);
        List<List<String>> references = query.rows(REFERENCES, table);
        for (Seed.Column column : seed.tables().get(table)) {
            String name = table + "." + column.name();
            if (column.isPrimaryKey() && !keys.contains(List.of("true", column.name()))) {
                findings.add(name + ": not the primary key");
            }
            if (column.isUnique() && keys.stream().noneMatch(key -> key.get(1).equals(column.name()))) {
                findings.add(name + ": not unique");
            }
            String target = column.references();
            if (owned.contains(target) && !references.contains(List.of(column.name(), target))) {
                findings.add(name + ": no foreign key to " + target);
            }
        }
    }

    private void checkIndexes(String table, List<String> findings) {
        for (Seed.Index index : seed.indexes()) {
            if (index.table().equals(table)
                    && !query.column(LEADING_COLUMN, index.name(), table).equals(List.of(index.column()))) {
                findings.add(table + ": no index " + index.name() + " that " + index.column() + " leads");
            }
        }
    }

    /** Returns whether every value of the document's type fits into the actual type. */
    static boolean holds(String live, String wanted) {
        Matcher has = matched(live);
        Matcher wants = matched(wanted);
        return switch (wants.group(1)) {
            case "VARCHAR" ->
                live.equals("text")
                        || live.equals("character varying")
                        || (has.group(1).equals("character varying") && number(has, 2) >= number(wants, 2));
            case "TIMESTAMP" -> live.equals("timestamp with time zone");
            case "DECIMAL" ->
                live.equals("numeric")
                        || (has.group(1).equals("numeric")
                                && number(has, 3) >= number(wants, 3)
                                && number(has, 2) - number(has, 3) >= number(wants, 2) - number(wants, 3));
            case "INTEGER" -> live.equals("integer") || live.equals("bigint");
            case "UUID" -> live.equals("uuid");
            case "JSONB" -> live.equals("jsonb");
            case "BOOLEAN" -> live.equals("boolean");
            case "TEXT" -> live.equals("text");
            default -> throw new IllegalArgumentException("a type that is not known here: " + wanted);
        };
    }

    private static Matcher matched(String type) {
        Matcher matcher = SIZED.matcher(type);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a type that is not known here: " + type);
        }
        return matcher;
    }

    private static int number(Matcher type, int group) {
        return type.group(group) == null ? 0 : Integer.parseInt(type.group(group));
    }
}
