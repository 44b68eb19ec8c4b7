package dev.sotto.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void keepsSecretsBetweenRuns() {
        String first;
        try (DataDirectory data = DataDirectory.open(directory)) {
            first = data.secret("job_app");
            assertThat(data.secret("job_system")).isNotEqualTo(first);
        }
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertThat(data.secret("job_app")).isEqualTo(first).hasSizeGreaterThanOrEqualTo(32);
        }
    }

    @Test
    void secretsAreReadableOnlyByOwner() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Secrets.write(data.settings("job-service"), data.secret("job_app"));
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".properties")))
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void createsDirectoryOnlyForOwner() throws IOException {
        Path fresh = directory.resolve("a b/data");
        DataDirectory.open(fresh).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rwx------");
    }

    @Test
    void closeUnlocksTheDirectory() {
        DataDirectory.open(directory).close();
        DataDirectory.open(directory).close();
    }
}
