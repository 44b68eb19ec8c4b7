package dev.sotto.testing.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of the catalogue, and invented rows for it. Where a policy depends on a row's topic, each topic is tested like
 * a table of its own.
 */
final class MadeTable {
    private static final String COLUMNS = """
            select attname, atttypid::regtype::text, atttypmod::text from pg_attribute
            where attrelid = to_regclass(?) and attnum > 0 and not attisdropped and attgenerated = ''
                and attidentity = ''
            order by attnum""";
    private static final String POLICY = """
            select pg_get_expr(polqual, polrelid) from pg_policy
            where polrelid = to_regclass(?) and polpermissive order by polname = 'isolation' desc limit 1""";
    private static final Pattern BRANCH = Pattern.compile("WHEN '(\\w+)'::text THEN (.*?)(?=WHEN '|ELSE )");
    private static final Pattern TOPIC = Pattern.compile("topic = '([^']*)'::text");
    private static final String OTHER_TOPIC = "another-topic";
    private static final int VARCHAR_OVERHEAD = 4;

    private final String name;
    private final String topic;
    private final List<List<String>> columns;
    private final Map<String, String> branches = new HashMap<>();

    MadeTable(Catalogue.Query query, String name) {
        this(query, name, null);
    }

    private MadeTable(Catalogue.Query query, String name, String topic) {
        this.name = name;
        this.topic = topic;
        this.columns = query.rows(COLUMNS, name);
        for (String policy : query.column(POLICY, name)) {
            Matcher branch = BRANCH.matcher(policy.replaceAll("\\s+", " "));
            while (branch.find()) {
                branches.put(
                        branch.group(1), PolicyTerms.of(branch.group(2).strip()).forTopic(topic));
            }
        }
    }

    /** Returns the table once for each topic that its policy names and once for another, or just once. */
    static List<MadeTable> ofEachTopic(Catalogue.Query query, String name) {
        Set<String> topics = new LinkedHashSet<>();
        for (String policy : query.column(POLICY, name)) {
            TOPIC.matcher(policy).results().forEach(found -> topics.add(found.group(1)));
        }
        if (topics.isEmpty()) {
            return List.of(new MadeTable(query, name));
        }
        topics.add(OTHER_TOPIC);
        return topics.stream().map(topic -> new MadeTable(query, name, topic)).toList();
    }

    /** The owner of a row. */
    record Owner(UUID tenant, UUID reseller) {}

    String name() {
        return name;
    }

    /** Returns whether a scope can see any rows of the table. */
    boolean isSeenIn(String scope) {
        return !branches.getOrDefault(scope, "false").equals("false");
    }

    /** Returns whether all tenants of a reseller see its rows by design, for example its plans. */
    boolean isSharedByTenantsOfItsReseller() {
        return isSeenIn("tenant") && !branches.get("tenant").contains("app.tenant_id");
    }

    /** Returns the columns that name the owner, with this owner's values. */
    Map<String, UUID> stamp(Owner owner) {
        Map<String, UUID> stamp = new LinkedHashMap<>();
        for (List<String> column : columns) {
            if (column.get(0).equals("tenant_id")) {
                stamp.put("tenant_id", owner.tenant());
            }
            if (column.get(0).equals("reseller_id")) {
                stamp.put("reseller_id", owner.reseller());
            }
        }
        if (idIs("app.tenant_id")) {
            stamp.put("id", owner.tenant());
        } else if (idIs("app.reseller_id")) {
            stamp.put("id", owner.reseller());
        }
        return stamp;
    }

    private boolean idIs(String setting) {
        Pattern comparison = Pattern.compile("(^|[ (])id = \\( ?SELECT [^=]*" + Pattern.quote(setting));
        return branches.values().stream()
                .anyMatch(branch -> comparison.matcher(branch).find());
    }

    /** Returns a row of invented values: SQL literals for all columns, by column name. */
    Map<String, String> row(Owner owner) {
        Map<String, UUID> stamp = stamp(owner);
        Map<String, String> row = new LinkedHashMap<>();
        for (List<String> column : columns) {
            UUID stamped = stamp.get(column.get(0));
            row.put(column.get(0), stamped == null ? value(column) : literal(stamped));
        }
        return row;
    }

    static String literal(UUID id) {
        return "'" + id + "'::uuid";
    }

    private String value(List<String> column) {
        return topic != null && column.get(0).equals("topic") ? "'" + topic + "'" : madeUp(column);
    }

    private String madeUp(List<String> column) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return switch (column.get(1)) {
            case "uuid" -> literal(UUID.randomUUID());
            case "bytea" -> "'\\x" + random + random + "'::bytea";
            case "text" -> "'" + random + "'";
            case "character varying" -> "'" + cut(random, Integer.parseInt(column.get(2)) - VARCHAR_OVERHEAD) + "'";
            case "smallint", "integer", "bigint", "numeric" -> "1";
            case "boolean" -> "false";
            case "jsonb" -> "'{}'::jsonb";
            case "date", "timestamp with time zone" -> "now()";
            case "inet" -> "'192.0.2.1'::inet";
            case "xid8" -> "'1'::xid8";
            default -> {
                if (column.get(1).endsWith("[]")) {
                    yield "'{}'::" + column.get(1);
                }
                throw new IllegalStateException(name + "." + column.get(0) + ": no value for " + column.get(1));
            }
        };
    }

    private static String cut(String text, int length) {
        return length < 0 || length > text.length() ? text : text.substring(0, length);
    }

    /** Returns a column that an UPDATE may name. */
    String anyColumn() {
        return columns.get(columns.size() - 1).get(0);
    }

    String insertion(Map<String, String> row) {
        return "insert into " + name + " (" + String.join(", ", row.keySet()) + ") values ("
                + String.join(", ", row.values()) + ")";
    }

    /** Returns a condition that is true only for this row. */
    static String isThis(Map<String, String> row) {
        return row.entrySet().stream()
                .filter(column -> !column.getValue().endsWith("jsonb"))
                .map(column -> "t." + column.getKey() + " = " + column.getValue())
                .collect(Collectors.joining(" and ", "(", ")"));
    }

    /**
     * Removes what would refuse invented rows, and grants all privileges to the runtime roles, so that only the
     * policies protect the table. Runs in a transaction that is rolled back.
     */
    void open(Connection superuser, Catalogue.Query query, String service) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("set local lock_timeout = '90s'");
            for (String check : query.column(
                    "select conname from pg_constraint where conrelid = to_regclass(?) and contype = 'c'", name)) {
                statement.execute("alter table " + name + " drop constraint \"" + check + "\"");
            }
            statement.execute("grant select, insert, update, delete on " + name + " to " + service + "_app, " + service
                    + "_system");
        }
    }
}
