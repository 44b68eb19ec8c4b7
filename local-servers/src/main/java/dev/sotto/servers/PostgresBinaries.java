package dev.sotto.servers;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.lang3.SystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per machine and user from the zonky artefact for this platform.
 *
 * <p>Only the archive comes from zonky. Its server class is not used: it trusts every connection, turns fsync off, and
 * accepts any server on the port as its own.
 */
final class PostgresBinaries {
    // A strong reference, because java.util.logging forgets the level of a logger that nobody references.
    private static final Logger ZONKY = Logger.getLogger("io.zonky");

    private static Path directory;

    private PostgresBinaries() {}

    /**
     * Returns the command line of one of PostgreSQL's programs. They refuse to run as root, so for root the command
     * runs them in a user namespace.
     */
    static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(directory().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static synchronized Path directory() {
        if (directory != null) {
            return directory;
        }
        ZONKY.setLevel(Level.WARNING);
        try {
            byte[] archive = archive();
            Path home = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "sotto-" + System.getProperty("user.name"),
                    "postgresql-" + digest(archive));
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                unpack(archive, home);
            }
            directory = home;
            return home;
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL's programs could not be unpacked", e);
        }
    }

    private static byte[] archive() throws IOException {
        String system = SystemUtils.IS_OS_MAC_OSX ? "Darwin" : "Linux";
        String machine = "amd64".equals(SystemUtils.OS_ARCH) ? "x86_64" : SystemUtils.OS_ARCH;
        try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return in.readAllBytes();
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Unpacks beside the target and moves the result there in one step, because two JVMs may unpack at the same time
     * and one may be killed.
     */
    private static void unpack(byte[] archive, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path unpacked = Files.createTempDirectory(home.getParent(), "unpacking");
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new ByteArrayInputStream(archive)), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, unpacked.resolve(entry.getName()).normalize());
            }
        }
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another JVM was faster: a directory cannot be moved onto an existing one.
            Directories.delete(unpacked);
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw e;
            }
        }
    }

    private static void write(InputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if ((entry.getMode() & 0111) != 0 && !file.toFile().setExecutable(true, false)) {
            throw new IOException("could not be made executable: " + file);
        }
    }
}
