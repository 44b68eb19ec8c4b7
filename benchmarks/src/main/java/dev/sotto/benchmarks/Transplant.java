package dev.sotto.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Copies a packaged service and replaces one or two classes with stand-ins of the same name from this module.
 * Everything else is identical.
 */
final class Transplant {

    private Transplant() {}

    /**
     * Creates the copy.
     *
     * @param application a {@code quarkus-app} directory
     * @return the copy's program
     */
    static Path of(Path application, List<String> classNames, Path copy) throws IOException {
        copyAll(application, copy);
        for (String className : classNames) {
            exchange(className, copy);
        }
        return copy.resolve("quarkus-run.jar");
    }

    private static void exchange(String className, Path copy) throws IOException {
        String entry = className.replace('.', '/') + ".class";
        for (Path program : programs(copy)) {
            try (FileSystem jar = FileSystems.newFileSystem(program, Map.of())) {
                Path place = jar.getPath(entry);
                if (Files.exists(place)) {
                    deleteInner(place);
                    copyStandIn(entry, jar);
                    return;
                }
            }
        }
        throw new IllegalStateException("Quarkus keeps " + className + " elsewhere now: not in " + programs(copy));
    }

    /** The places of our classes. Quarkus loads the classes that it changed before the module's jar. */
    private static List<Path> programs(Path application) throws IOException {
        List<Path> programs = new ArrayList<>(List.of(application.resolve("quarkus/transformed-bytecode.jar")));
        try (Stream<Path> libraries = Files.list(application.resolve("lib/main"))) {
            libraries
                    .filter(library -> library.getFileName().toString().startsWith("dev.sotto."))
                    .forEach(programs::add);
        }
        return programs;
    }

    private static void deleteInner(Path outer) throws IOException {
        String inner = outer.getFileName().toString().replace(".class", "$");
        try (Stream<Path> files = Files.list(outer.getParent())) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(inner))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /** Copies the class and its nested classes from the jar of this class. */
    private static void copyStandIn(String entry, FileSystem into) throws IOException {
        String inner = entry.replace(".class", "$");
        try (ZipInputStream own = new ZipInputStream(code())) {
            for (ZipEntry found = own.getNextEntry(); found != null; found = own.getNextEntry()) {
                if (found.getName().equals(entry) || found.getName().startsWith(inner)) {
                    Files.copy(own, into.getPath(found.getName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static InputStream code() throws IOException {
        return Transplant.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .openStream();
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
        }
    }

    private static void copyOne(Path file, Path to) {
        try {
            if (Files.isDirectory(file)) {
                Files.createDirectories(to);
            } else {
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
