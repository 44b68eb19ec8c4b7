package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.media.FfmpegPrograms;
import dev.sotto.jobs.media.Media;
import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SphinxEngine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The speech engines of this process. */
@ApplicationScoped
class Engines {

    @Produces
    @Singleton
    SpeechEngine sphinx(WorkerSettings settings) {
        return new SphinxEngine(Math.max(1, settings.workers()));
    }

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
