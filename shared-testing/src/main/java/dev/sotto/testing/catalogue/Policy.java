package dev.sotto.testing.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row-level security policy as PostgreSQL shows it, and the form that it must have: a CASE over the scope, in which
 * each setting is in a scalar sub-select. PostgreSQL then reads the setting once per statement, and no OR prevents the
 * use of an index.
 *
 * @param command {@code *} for all, {@code w} for UPDATE, {@code d} for DELETE
 */
record Policy(
        String service,
        String table,
        String name,
        boolean permissive,
        String command,
        boolean forEverybody,
        String using,
        String withCheck) {
    private static final Pattern WORD = Pattern.compile("'(?:[^']|'')*'|\\b\\w+\\b");

    static Policy of(List<String> row, String service) {
        return new Policy(
                service,
                row.get(0),
                row.get(1),
                Boolean.parseBoolean(row.get(2)),
                row.get(3),
                Boolean.parseBoolean(row.get(4)),
                row.get(5),
                row.get(6));
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        String title = table + ": policy " + name + " ";
        if (!forEverybody) {
            findings.add(title + "is for some roles only");
        }
        if (permissive && !(command.equals("*") && using != null && withCheck != null)) {
            findings.add(title + "is permissive, but not FOR ALL with USING and WITH CHECK");
        }
        if (!permissive && !command.equals("w") && !command.equals("d")) {
            findings.add(title + "is restrictive, but neither for UPDATE nor for DELETE");
        }
        if (using != null && !isCaseOverScope(using)) {
            findings.add(title + "USING is not a CASE over app.scope alone: " + using);
        }
        if (withCheck != null && !isCaseOverScope(withCheck)) {
            findings.add(title + "WITH CHECK is not a CASE over app.scope alone: " + withCheck);
        }
        return findings;
    }

    /**
     * Returns missing policies: if a scope may read more than it may write, UPDATE and DELETE need a policy of their
     * own.
     */
    static List<String> missing(String table, List<Policy> policies) {
        List<Policy> own =
                policies.stream().filter(policy -> policy.table().equals(table)).toList();
        return own.stream()
                .filter(policy -> policy.permissive() && !Objects.equals(policy.using(), policy.withCheck()))
                .flatMap(policy -> Stream.of("w", "d")
                        .filter(command -> own.stream()
                                .noneMatch(other -> !other.permissive()
                                        && other.command().equals(command)
                                        && Objects.equals(other.using(), policy.withCheck()))))
                .map(command -> table + ": no restrictive policy holds " + (command.equals("w") ? "UPDATE" : "DELETE")
                        + " to what may be written")
                .toList();
    }

    boolean isCaseOverScope(String expression) {
        String text = expression.strip().replaceAll("\\s+", " ");
        return text.startsWith("CASE ( SELECT current_setting('app.scope'::text, true) AS current_setting) WHEN ")
                && text.contains(" WHEN 'system'::text THEN ( SELECT (CURRENT_USER = '" + service + "_system'::name)")
                && text.endsWith(" ELSE false END")
                && isOneCase(text)
                && !withoutSubSelects(text).matches("(?i).*(current_setting|current_user).*");
    }

    /**
     * Returns whether the policy is a single CASE with nothing ORed to it: the END of the first CASE must be the last
     * word.
     */
    private static boolean isOneCase(String text) {
        int depth = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            depth += words.group().equals("CASE") ? 1 : 0;
            depth -= words.group().equals("END") ? 1 : 0;
            if (depth == 0) {
                return words.end() == text.length();
            }
        }
        return false;
    }

    private static String withoutSubSelects(String text) {
        String rest = text;
        for (int start = rest.indexOf("( SELECT"); start >= 0; start = rest.indexOf("( SELECT")) {
            int end = start;
            int depth = 0;
            do {
                depth += rest.charAt(end) == '(' ? 1 : 0;
                depth -= rest.charAt(end) == ')' ? 1 : 0;
                end++;
            } while (depth > 0);
            rest = rest.substring(0, start) + "…" + rest.substring(end);
        }
        return rest;
    }
}
