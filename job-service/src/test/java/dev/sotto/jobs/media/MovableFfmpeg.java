package dev.sotto.jobs.media;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real FFmpeg through a link that a test can remove, because all tests share the program. */
@Alternative
@Priority(1)
@Singleton
public class MovableFfmpeg {

    private final FfmpegPrograms real;
    private final Path link;

    MovableFfmpeg() throws IOException {
        real = FfmpegPrograms.extract();
        link = Files.createTempDirectory("sotto-ffmpeg").resolve("ffmpeg");
        isThere(true);
    }

    @Produces
    @Singleton
    Media media() {
        return new Media(new FfmpegPrograms(link, real.environment()));
    }

    /** Removes or restores the link. */
    public void isThere(boolean there) {
        try {
            Files.deleteIfExists(link);
            if (there) {
                Files.createSymbolicLink(link, real.ffmpeg());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
