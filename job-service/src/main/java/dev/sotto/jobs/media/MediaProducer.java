package dev.sotto.jobs.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Unpacks FFmpeg, and gives the one {@link Media} of this process. */
@ApplicationScoped
class MediaProducer {

    @Produces
    @Singleton
    Media media() {
        try {
            return new Media(FfmpegPrograms.extract());
        } catch (IOException e) {
            throw new UncheckedIOException("FFmpeg can't be unpacked", e);
        }
    }
}
