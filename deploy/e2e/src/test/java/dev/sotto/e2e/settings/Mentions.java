package dev.sotto.e2e.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The setting keys that the product's files mention. */
final class Mentions {

    /** Does not match e-mail addresses, hosts, packages or files. */
    private static final Pattern KEY = Pattern.compile("(?<![\\w.@/-])sotto(\\.[a-z][a-z0-9-]*)+");

    private static final Pattern JAVA = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|\\{@code [^}]*\\}");
    private static final Pattern MARKDOWN = Pattern.compile("`[^`\\n]*`");
    private static final Pattern ALL = Pattern.compile("(?s).*");

    private Mentions() {}

    /** Those in the product's files below a directory: in texts and comments of Java, in properties, in code of Markdown. */
    static SortedSet<String> below(Path directory) throws IOException {
        SortedSet<String> keys = new TreeSet<>();
        for (Path file : files(directory)) {
            keys.addAll(in(file.getFileName().toString(), Files.readString(file)));
        }
        return keys;
    }

    static SortedSet<String> in(String file, String text) {
        SortedSet<String> keys = new TreeSet<>();
        Matcher part = part(file).matcher(text);
        while (part.find()) {
            Matcher key = KEY.matcher(part.group());
            while (key.find()) {
                keys.add(key.group());
            }
        }
        return keys;
    }

    private static Pattern part(String file) {
        if (file.endsWith(".java")) {
            return JAVA;
        }
        return file.endsWith(".md") ? MARKDOWN : ALL;
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*/(target|src/test/java)/.*"))
                    .filter(file -> file.toString().matches(".*\\.(java|properties|md)"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
