package dev.sotto.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A copy of a packaged service with one class exchanged for the stand-in of the same name that this module has: the same
 * program in all else, to the byte.
 */
final class Transplant {

    private Transplant() {}

    /**
     * Makes the copy.
     *
     * @param application a {@code quarkus-app} directory
     * @return the copy's program
     */
    static Path of(Path application, String className, Path copy) throws IOException {
        copyAll(application, copy);
        Path transformed = copy.resolve("quarkus/transformed-bytecode.jar");
        String entry = className.replace('.', '/') + ".class";
        try (FileSystem jar = FileSystems.newFileSystem(transformed, Map.of())) {
            Path place = jar.getPath(entry);
            if (!Files.exists(place)) {
                throw new IllegalStateException("Quarkus keeps " + className + " elsewhere now: not in " + transformed);
            }
            deleteInner(place);
            copyStandIn(entry, jar);
        }
        return copy.resolve("quarkus-run.jar");
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

    /** The class and those within it, out of the jar that this class came in. */
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
