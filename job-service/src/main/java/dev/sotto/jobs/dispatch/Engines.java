package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.speech.SpeechEngine;
import dev.sotto.jobs.speech.SphinxEngine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The speech engines that this process has. */
@ApplicationScoped
class Engines {

    @Produces
    @Singleton
    SpeechEngine sphinx(WorkerSettings settings) {
        return new SphinxEngine(Math.max(1, settings.workers()));
    }
}
