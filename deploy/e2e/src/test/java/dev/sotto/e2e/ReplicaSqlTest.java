package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * SQL filters and joins replicas by their columns. Their JSON, the column {@code data}, is only read whole
 * (docs/adr/0006-replicas-with-read-through.md).
 */
class ReplicaSqlTest {

    private static final Path ROOT = Path.of("../..");
    private static final List<String> MODULES =
            List.of("shared-runtime", "reseller-service", "tenant-service", "job-service", "billing-service");
    /** Change sets of tables that a later change set drops. */
    private static final List<String> OLD_TABLES = List.of("standing.sql", "reseller_replica.sql");
    /** Change sets that take over, once, what only the JSON of earlier versions has. */
    private static final Pattern TAKES_OVER =
            Pattern.compile("^ sotto:(replicas-from-|queue_tenants-from-replicas|replicas-of-plans-with-versions"
                    + "|subscription_plan_versions-of-earlier-subscribers)");

    private static final Pattern STRINGS =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern INTO_JSON = Pattern.compile(
            "\\bdata\\b\"?\\)?\\s*(::\\s*jsonb?\\s*)?(->|#>|#-|@>|@\\?|@@|\\?|\\[)|\\bjson\\w*\\s*\\([^)]*\\bdata\\b");

    @Test
    void noStatementLooksIntoTheJson() throws IOException {
        List<String> statements = new ArrayList<>();
        for (String module : MODULES) {
            statements.addAll(javaStrings(ROOT.resolve(module).resolve("src/main/java")));
            statements.addAll(changeSets(ROOT.resolve(module).resolve("src/main/resources/db")));
        }

        assertThat(statements).filteredOn(text -> text.contains("replicas")).hasSizeGreaterThan(8);
        assertThat(statements).filteredOn(ReplicaSqlTest::looksIntoJson).isEmpty();
    }

    @Test
    void noticesStatementsThatDo() {
        assertThat(List.of(
                        "select id from replicas where data ->> 'status' = 'Active'",
                        "select from replicas r where r.data->'suspensions' ? 'Abuse'",
                        "select from replicas r where (r.data #>> '{a,b}') is null",
                        "select from replicas where data @> '{\"status\": \"Active\"}'",
                        "select data['status'] from replicas",
                        "select jsonb_extract_path_text(r.data, 'status') from replicas r",
                        "select from replicas where json_value(data, '$.status') = 'Active'"))
                .allMatch(ReplicaSqlTest::looksIntoJson);
        assertThat(looksIntoJson("select data::text as data from replicas where topic = $1 and id = $2"))
                .isFalse();
    }

    private static boolean looksIntoJson(String statement) {
        return INTO_JSON.matcher(statement).find();
    }

    private static List<String> javaStrings(Path directory) throws IOException {
        List<String> strings = new ArrayList<>();
        for (Path file : files(directory, ".java")) {
            STRINGS.matcher(Files.readString(file))
                    .results()
                    .forEach(found -> strings.add(found.group(1) == null ? found.group(2) : found.group(1)));
        }
        return strings;
    }

    private static List<String> changeSets(Path directory) throws IOException {
        List<String> changeSets = new ArrayList<>();
        for (Path file : files(directory, ".sql")) {
            if (!OLD_TABLES.contains(file.getFileName().toString())) {
                Stream.of(Files.readString(file).split("--changeset"))
                        .filter(text -> !TAKES_OVER.matcher(text).find())
                        .forEach(changeSets::add);
            }
        }
        return changeSets;
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
