package dev.sotto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text in a file under version control that must equal the program's current output. {@code
 * -Dsotto.update-snapshots=true} rewrites the file instead; read the diff before committing it.
 */
public final class Snapshot {
    private static final int SHOWN = 20;

    private final Path file;

    private Snapshot(Path file) {
        this.file = file;
    }

    /** Returns the snapshot in a file, relative to the module's directory. */
    public static Snapshot of(String file) {
        return new Snapshot(Path.of(file));
    }

    /** Returns the first lines that differ between the file and the current text; empty if they are equal. */
    public List<String> differences(String today) {
        try {
            if (Boolean.getBoolean("sotto.update-snapshots")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, today);
                return List.of();
            }
            return Files.exists(file)
                    ? compare(Files.readString(file), today)
                    : List.of(file + " is missing; -Dsotto.update-snapshots=true writes it");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> compare(String kept, String today) {
        List<String> differences = new ArrayList<>();
        List<String> keptLines = kept.lines().toList();
        List<String> todaysLines = today.lines().toList();
        int longest = Math.max(keptLines.size(), todaysLines.size());
        for (int i = 0; i < longest && differences.size() < SHOWN; i++) {
            String keptLine = i < keptLines.size() ? keptLines.get(i) : "(nothing)";
            String todaysLine = i < todaysLines.size() ? todaysLines.get(i) : "(nothing)";
            if (!keptLine.equals(todaysLine)) {
                differences.add("line " + (i + 1) + " is kept as: " + keptLine + " — and is today: " + todaysLine);
            }
        }
        return differences;
    }
}
