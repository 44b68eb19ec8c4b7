package dev.sotto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code docs/problems.md} says, for tests that compare it with the code. */
public final class ProblemsDocument {

    private static final Pattern TYPE = Pattern.compile(
            "^### (\\S+)\\n\\n\\*\\*(\\d+)\\*\\* (.+) · sent by (.+)\\n(?:(?!^### |^## ).*\\n)*?```json\\n((?:.*\\n)*?)```$",
            Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^### ", Pattern.MULTILINE);
    private static final Pattern CODE =
            Pattern.compile("^\\| `([a-z-]+)` \\| ([^|]*) \\|[^|]+\\|[^|]+\\|$", Pattern.MULTILINE);
    private static final Pattern PARAMS = Pattern.compile("((?:`\\w+`(?:, )?)+):");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");

    private final String text;

    private ProblemsDocument(String text) {
        this.text = text;
    }

    /**
     * One problem type.
     *
     * @param name its heading, which is the last segment of its URI
     * @param senders who sends it: {@code services}, {@code gateway} or both
     * @param example a problem document, as JSON
     */
    public record Type(String name, int status, String title, Set<String> senders, String example) {}

    /** @param root of the checkout, as seen from the module under test */
    public static ProblemsDocument below(Path root) {
        try {
            return new ProblemsDocument(Files.readString(root.resolve("docs/problems.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types that a sender sends, in the document's order; fails for a heading that is not of the form. */
    public List<Type> sentBy(String sender) {
        List<Type> types =
                TYPE.matcher(text).results().map(ProblemsDocument::type).toList();
        if (types.size() != HEADING.matcher(text).results().count()) {
            throw new AssertionError("not every type of docs/problems.md has its status, title, sender and example");
        }
        return types.stream().filter(type -> type.senders().contains(sender)).toList();
    }

    /** Every fault code with the names of its params, in the order of the alphabet. */
    public TreeMap<String, Set<String>> codes() {
        TreeMap<String, Set<String>> codes = new TreeMap<>();
        String table = text.substring(text.indexOf("## Fault codes"));
        CODE.matcher(table).results().forEach(row -> codes.put(row.group(1), params(row.group(2))));
        return codes;
    }

    private static Type type(MatchResult found) {
        return new Type(
                found.group(1),
                Integer.parseInt(found.group(2)),
                found.group(3),
                Set.of(found.group(4).split(", ")),
                found.group(5));
    }

    private static Set<String> params(String cell) {
        return PARAMS.matcher(cell)
                .results()
                .flatMap(names -> WORD.matcher(names.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
