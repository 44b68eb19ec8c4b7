package dev.sotto.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files that may contain Whisper-WebUI's results. It opens nothing outside their directory. */
final class ResultFiles {

    private final Path directory;

    ResultFiles(Path directory) {
        try {
            this.directory = directory.toRealPath();
        } catch (IOException e) {
            throw new Refusal("--files: " + directory + " is not a directory that can be read");
        }
        if (!Files.isDirectory(this.directory)) {
            throw new Refusal("--files: " + directory + " is not a directory");
        }
    }

    byte[] read(String name, long longest) throws Unfit {
        Path file = inside(name);
        try {
            if (Files.size(file) > longest) {
                throw new Unfit("its result file is longer than " + longest + " bytes: " + Texts.quoted(name));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Unfit("its result file can't be read: " + Texts.quoted(name));
        }
    }

    private Path inside(String name) throws Unfit {
        Path named;
        try {
            named = directory.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw new Unfit("its result file has no possible name: " + Texts.quoted(name));
        }
        if (!named.startsWith(directory)) {
            throw outside(name);
        }
        Path real;
        try {
            // Resolves links, which may lead out of the directory.
            real = named.toRealPath();
        } catch (IOException e) {
            throw new Unfit("its result file is gone: " + Texts.quoted(name));
        }
        if (!real.startsWith(directory)) {
            throw outside(name);
        }
        if (!Files.isRegularFile(real)) {
            throw new Unfit("its result file is not a file: " + Texts.quoted(name));
        }
        return real;
    }

    private static Unfit outside(String name) {
        return new Unfit("its result file lies outside of --files: " + Texts.quoted(name));
    }
}
