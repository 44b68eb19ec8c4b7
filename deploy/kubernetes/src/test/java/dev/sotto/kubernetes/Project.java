package dev.sotto.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The project's own files, which the manifests are compared with. */
final class Project {

    static final Path ROOT = Path.of("../..");
    static final List<String> SERVICES =
            List.of("reseller-service", "tenant-service", "job-service", "billing-service");

    private static final Map<String, Map<String, String>> SOURCES = new ConcurrentHashMap<>();

    private Project() {}

    static String read(String file) {
        return read(ROOT.resolve(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the main sources of a module, by the simple name of their class; those of one name together. */
    static Map<String, String> sources(String module) {
        return SOURCES.computeIfAbsent(module, Project::readSources);
    }

    private static Map<String, String> readSources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(Project::simpleName, Project::read, String::concat));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    /** Returns the first group of each match. */
    static List<String> all(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(found -> found.group(1)).distinct().toList();
    }
}
