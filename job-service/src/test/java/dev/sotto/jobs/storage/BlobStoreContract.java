package dev.sotto.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store does. */
abstract class BlobStoreContract {

    /** More than two parts of a bucket, and no whole number of them. */
    private static final int LARGE = (int) (2 * S3BlobStore.PART_BYTES + 12_345);

    @TempDir
    Path directory;

    private final UUID tenant = UUID.randomUUID();
    private final UUID job = UUID.randomUUID();
    private final String input = JobFiles.input(tenant, job);
    private final FailureCollector undone = new FailureCollector();
    private BlobStore store;

    abstract BlobStore open(Path spool);

    @BeforeEach
    void openStore() throws IOException {
        store = open(Files.createDirectories(directory.resolve("store/spool")));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void keepsLargeFileByteForByte() throws IOException {
        byte[] content = random(LARGE);
        Path spooled = spooled(content);

        store.keep(spooled, input);

        assertThat(spooled).doesNotExist();
        assertThat(store.read(input)).isEqualTo(content);
        try (BlobStore.LocalFile file = store.fetch(input)) {
            assertThat(file.path()).hasBinaryContent(content);
        }
    }

    @Test
    void keepsEmptyFile() throws IOException {
        store.keep(spooled(new byte[0]), input);

        assertThat(store.read(input)).isEmpty();
    }

    @Test
    void givesPartOfBlob() throws IOException {
        byte[] content = random(LARGE);
        store.keep(spooled(content), input);

        for (int from : new int[] {0, 1, (int) S3BlobStore.PART_BYTES - 1, LARGE - 1}) {
            int count = Math.min(300_000, LARGE - from);
            try (InputStream part = store.open(input, from, count)) {
                assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, from, from + count));
            }
        }
    }

    @Test
    void partThatIsNotReadToItsEndCanBeClosed() throws IOException {
        store.keep(spooled(random(LARGE)), input);

        for (int i = 0; i < 100; i++) {
            try (InputStream part = store.open(input, 0, LARGE)) {
                assertThat(part.read()).isNotEqualTo(-1);
            }
        }
        assertThat(store.read(input)).hasSize(LARGE);
    }

    @Test
    void writeReplaces() throws IOException {
        String name = JobFiles.transcript(tenant, job, 1);

        store.write(name, new byte[] {1});
        store.write(name, new byte[] {2, 3});

        assertThat(store.read(name)).containsExactly(2, 3);
    }

    @Test
    void missingBlobIsReportedAsMissing() {
        assertThatThrownBy(() -> store.read(input)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.open(input, 0, 1).close()).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.fetch(input).close()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void removesBlobOrDirectoryAndNothingElse() throws IOException {
        UUID other = UUID.randomUUID();
        String first = JobFiles.transcript(tenant, job, 1);
        String eleventh = JobFiles.transcript(tenant, job, 11);
        for (String name : List.of(input, first, eleventh, JobFiles.input(tenant, other))) {
            store.write(name, new byte[] {1});
        }

        store.remove(JobFiles.attempt(tenant, job, 1));
        assertThatThrownBy(() -> store.read(first)).isInstanceOf(NoSuchFileException.class);
        assertThat(store.read(eleventh)).hasSize(1);
        store.remove(input);
        assertThatThrownBy(() -> store.read(input)).isInstanceOf(NoSuchFileException.class);
        store.remove(JobFiles.directory(tenant, job));
        assertThatThrownBy(() -> store.read(eleventh)).isInstanceOf(NoSuchFileException.class);
        store.remove(JobFiles.directory(tenant, job));

        assertThat(store.read(JobFiles.input(tenant, other))).hasSize(1);
    }

    @Test
    void listsOldJobsAndTheirAttempts() throws IOException {
        BlobStore.Stored stored = new BlobStore.Stored(tenant, job);
        store.write(input, new byte[] {1});
        store.write(JobFiles.transcript(tenant, job, 1), new byte[] {1});
        store.write(JobFiles.transcript(tenant, job, 12), new byte[] {1});
        Instant now = Clock.systemUTC().instant();

        assertThat(store.jobsOlderThan(now.plus(Duration.ofHours(1)), undone)).contains(stored);
        assertThat(store.jobsOlderThan(now.minus(Duration.ofHours(1)), undone)).doesNotContain(stored);
        assertThat(store.attempts(stored)).containsExactlyInAnyOrder(1, 12);
        assertThat(store.attempts(new BlobStore.Stored(tenant, UUID.randomUUID())))
                .isEmpty();
        assertThat(undone.count()).isZero();
    }

    @Test
    void takesOnlyNamesOfBlobs() {
        for (String name : List.of("", "../other", "/etc/passwd", "a/../../b")) {
            assertThatThrownBy(() -> store.remove(name)).as(name).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Path spooled(byte[] content) throws IOException {
        return Files.write(directory.resolve("store/spool").resolve(UUID.randomUUID() + ".upload"), content);
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
