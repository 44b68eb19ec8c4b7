package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.engines.EngineSettings;
import dev.sotto.jobs.engines.Engines;
import dev.sotto.jobs.speech.SpeechEngine;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The speech engines, as many runs of each as this process has workers. */
@ApplicationScoped
class EngineProducer {

    @Produces
    @Singleton
    Engines engines(EngineSettings settings, WorkerSettings workers, @All List<SpeechEngine> others) {
        return Engines.of(settings, workers.workers(), others);
    }
}
