package dev.sotto.jobs.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Stores blobs as files below one directory. */
class FileBlobStore implements BlobStore {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final Pattern ATTEMPT = Pattern.compile("[0-9]{1,9}");

    private final Path kept;

    FileBlobStore(Path directory) {
        this.kept = directory.toAbsolutePath().normalize().resolve("jobs");
        try {
            Files.createDirectories(kept);
        } catch (IOException e) {
            throw new UncheckedIOException("the store can't be made at " + kept, e);
        }
    }

    @Override
    public void keep(Path spooled, String name) throws IOException {
        Path target = resolved(name);
        Files.createDirectories(target.getParent());
        sync(spooled);
        try {
            Files.move(spooled, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            copy(spooled, target);
        }
        sync(target.getParent());
    }

    private static void copy(Path spooled, Path target) throws IOException {
        Path copied = target.resolveSibling(target.getFileName() + ".new");
        Files.copy(spooled, copied, StandardCopyOption.REPLACE_EXISTING);
        sync(copied);
        Files.move(copied, target, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(spooled);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        Path target = resolved(name);
        Files.createDirectories(target.getParent());
        Path written = target.resolveSibling(target.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(target.getParent());
        sync(target.getParent().getParent());
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(resolved(name));
    }

    @Override
    public InputStream open(String name, long from, long count) throws IOException {
        FileChannel channel = FileChannel.open(resolved(name), StandardOpenOption.READ);
        return new BoundedStream(Channels.newInputStream(channel.position(from)), count);
    }

    /** The file itself, without a copy. */
    @Override
    public LocalFile fetch(String name) throws IOException {
        Path file = resolved(name);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new Kept(file);
    }

    @Override
    public void remove(String name) throws IOException {
        Path target = resolved(name);
        for (Path path : deepestFirst(target)) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public List<Stored> jobsOlderThan(Instant instant, FailureCollector undone) {
        List<Path> tenants = new ArrayList<>();
        undone.attempt(() -> tenants.addAll(directories(kept, ID, path -> true)));
        List<Stored> found = new ArrayList<>();
        for (Path tenant : tenants) {
            undone.attempt(() -> directories(tenant, ID, path -> Spool.changedBefore(path, instant))
                    .forEach(job -> found.add(new Stored(id(tenant), id(job)))));
        }
        return found;
    }

    @Override
    public List<Integer> attempts(Stored job) throws IOException {
        Path directory = resolved(JobFiles.directory(job.tenantId(), job.jobId()));
        return directories(directory, ATTEMPT, path -> true).stream()
                .map(path -> Integer.valueOf(path.getFileName().toString()))
                .toList();
    }

    private Path resolved(String name) {
        Path path = kept.resolve(name).normalize();
        if (!path.startsWith(kept) || path.equals(kept)) {
            throw new IllegalArgumentException("not a blob's name: " + name);
        }
        return path;
    }

    private static List<Path> directories(Path parent, Pattern name, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory)
                    .filter(path -> name.matcher(path.getFileName().toString()).matches())
                    .filter(wanted)
                    .toList();
        } catch (NoSuchFileException removedMeanwhile) {
            return List.of();
        }
    }

    private static List<Path> deepestFirst(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static UUID id(Path directory) {
        return UUID.fromString(directory.getFileName().toString());
    }

    /** Also for a directory, because a rename is durable only when its directory is on disk. */
    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private record Kept(Path path) implements LocalFile {
        @Override
        public void close() {}
    }
}
