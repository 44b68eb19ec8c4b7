package dev.sotto.e2e.isolation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.servers.Databases;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every column of the four databases that could contain a word contains a canary, or {@code columns.txt} lists it as a
 * column without words. So a new column must be covered, or somebody must say why not.
 */
@ExtendWith(CanaryWatch.class)
class CanaryColumnsTest {

    private static final String TEXTS = """
            select table_name, column_name from information_schema.columns join information_schema.tables t
                using (table_schema, table_name)
            where table_schema = 'public' and t.table_type = 'BASE TABLE' and table_name not like 'databasechange%'
                and (data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea')
                    or data_type = 'ARRAY' and udt_name in ('_text', '_varchar', '_jsonb'))""";

    private final World world = World.built();

    @Test
    void everyTextColumnContainsACanaryOrIsListed() throws Exception {
        Map<String, Boolean> columns = new TreeMap<>();
        for (String service : Databases.SERVICES) {
            try (Connection database = world.sotto.databases().superuser(service)) {
                for (String column : texts(database)) {
                    columns.put(service + " " + column, holdsAWord(database, column));
                }
            }
        }
        Set<String> wordless = listed("");
        Set<String> passing = listed("passing ");

        System.out.printf(
                "canaries: in %d of %d columns of text%n",
                Collections.frequency(columns.values(), true), columns.size());
        assertThat(columns.keySet()).containsAll(wordless).containsAll(passing);
        passing.forEach(columns::remove);
        assertThat(columns.entrySet().stream()
                        .filter(column -> !column.getValue())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(wordless);
    }

    private static List<String> texts(Connection database) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(TEXTS)) {
            while (rows.next()) {
                texts.add(rows.getString(1) + "." + rows.getString(2));
            }
        }
        return texts;
    }

    private static boolean holdsAWord(Connection database, String column) throws SQLException {
        String[] parts = column.split("\\.");
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("select exists(select 1 from " + parts[0] + " where " + parts[1]
                        + "::text ~ 'cnry[a-z][0-9a-f]{14}')")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static Set<String> listed(String mark) throws IOException {
        Pattern line = Pattern.compile(mark + "([a-z]+ [a-z_]+\\.[a-z_]+)");
        try (InputStream in = CanaryColumnsTest.class.getResourceAsStream("/isolation/columns.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line::matcher)
                    .filter(Matcher::matches)
                    .map(column -> column.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
