package dev.sotto.imports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The list of refused rows: id, uuid and reason, tab-separated, in a file or on the screen. */
final class RefusedRows implements AutoCloseable {

    private final @Nullable Path file;
    private final Path unfinished;
    private final Writer out;

    private RefusedRows(@Nullable Path file, Path unfinished, Writer out) {
        this.file = file;
        this.unfinished = unfinished;
        this.out = out;
    }

    /** @param file null for the screen; an existing file is replaced when the list is complete */
    static RefusedRows open(@Nullable Path file, PrintStream screen) {
        if (file == null) {
            return new RefusedRows(null, Path.of(""), new OutputStreamWriter(screen, StandardCharsets.UTF_8));
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            BufferedWriter writer = Files.newBufferedWriter(unfinished);
            writer.write("id\tuuid\treason\n");
            return new RefusedRows(file, unfinished, writer);
        } catch (IOException e) {
            throw new Refusal("--report: " + file + " can't be written");
        }
    }

    void add(Ledger.Entry entry) {
        if (entry.refusal() == null) {
            return;
        }
        String uuid = entry.uuid() == null ? "" : entry.uuid().replaceAll("\\s+", " ");
        write((file == null ? "refused " : "") + entry.sourceId() + "\t" + uuid + "\t" + entry.refusal() + "\n");
    }

    private void write(String line) {
        try {
            out.write(line);
            if (file == null) {
                // Flushes complete lines, because others print to the same screen.
                out.flush();
            }
        } catch (IOException e) {
            throw new Halt("the list of refused rows can't be written: " + e.getMessage(), e);
        }
    }

    /** Renames the file, so that only a complete list has its name. */
    void finish() {
        try {
            out.flush();
            if (file != null) {
                out.close();
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new Halt("the list of refused rows can't be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (file == null) {
                out.flush();
            } else {
                out.close();
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            // The list was abandoned or is already complete.
        }
    }
}
