package dev.sotto.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DiskFullTest {

    /** Linux provides a device that is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void recognisesKernelMessage() {
        IOException failure =
                catchThrowableOfType(IOException.class, () -> Files.writeString(Path.of("/dev/full"), "something"));

        assertThat(DiskFull.is(failure)).isTrue();
        assertThat(DiskFull.is(new UncheckedIOException("not kept", failure))).isTrue();
    }

    @Test
    void recognisesExceededDiskQuota() {
        assertThat(DiskFull.is(new FileSystemException("x", null, "Disk quota exceeded")))
                .isTrue();
    }

    @Test
    void ignoresOtherErrors() {
        IOException lost = catchThrowableOfType(IOException.class, () -> Files.readString(Path.of("/nowhere/lost")));

        assertThat(DiskFull.is(lost)).isFalse();
        assertThat(DiskFull.is(new IOException())).isFalse();
        assertThat(DiskFull.is(new IllegalStateException("No space left on device")))
                .isFalse();
    }
}
