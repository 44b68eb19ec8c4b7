package dev.sotto.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory with all data of one Sotto. Only one run at a time may use it. */
final class DataDirectory implements AutoCloseable {
    private final Path root;
    private final FileChannel lock;
    private final Secrets secrets;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
        this.secrets = Secrets.in(root.resolve("secrets.properties"));
    }

    /**
     * Creates the directory if it is missing, and locks it.
     *
     * @throws Refusal if it cannot be written, or another run uses it
     */
    static DataDirectory open(Path data) {
        Path root = data.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new Refusal("the data directory " + root + " is a file; name a directory with --data");
        }
        try {
            if (!Files.isDirectory(root)) {
                // Only the owner may read it, because it holds recordings, transcripts and keys.
                Files.createDirectories(
                        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel lock =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!held(lock)) {
                lock.close();
                throw new Refusal("another run uses " + root + "; end it, or give this one its own with --data");
            }
            return new DataDirectory(root, lock);
        } catch (IOException e) {
            throw new Refusal("the data directory " + root + " can't be written (" + reason(e) + ")");
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }

    private static boolean held(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path mail() {
        return made("mail");
    }

    Path log(String name) {
        return made("logs").resolve(name + ".log");
    }

    /** Returns a new log file for this run. The previous run's file is kept as {@code previous-<name>.log}. */
    Path freshLog(String name) {
        Path log = log(name);
        try {
            if (Files.exists(log)) {
                Files.move(log, log("previous-" + name), StandardCopyOption.REPLACE_EXISTING);
            }
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the directory of a service's own files. */
    Path of(String service) {
        return made("services/" + service);
    }

    /** Returns the file of a service's settings, which contains its passwords. */
    Path settings(String service) {
        return made("settings").resolve(service + ".properties");
    }

    Path signingKeys() {
        return made("signing-keys");
    }

    Path adminPassword() {
        return root.resolve("admin-password");
    }

    String secret(String name) {
        return secrets.get(name);
    }

    private Path made(String directory) {
        try {
            return Files.createDirectories(root.resolve(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unlocks the directory for the next run. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
