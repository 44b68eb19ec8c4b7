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

/** Everything that one Sotto keeps, held by one run at a time. */
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
     * Makes the directory when it is missing, and holds it.
     *
     * @throws Refusal when it can't be written, or another run holds it
     */
    static DataDirectory open(Path data) {
        Path root = data.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new Refusal("the data directory " + root + " is a file; name a directory with --data");
        }
        try {
            if (!Files.isDirectory(root)) {
                // Recordings, transcripts and keys: for its owner alone.
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

    /** A log for this run alone; the run's before stays beside it, as {@code previous-<name>.log}. */
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

    /** A service's own files. */
    Path of(String service) {
        return made("services/" + service);
    }

    /** Where a service's settings stand, its passwords among them. */
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

    /** Lets the next run have it. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
