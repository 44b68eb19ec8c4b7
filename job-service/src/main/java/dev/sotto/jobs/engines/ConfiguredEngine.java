package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import java.time.Clock;
import java.util.concurrent.Semaphore;

/** An engine with its free places, and the rest that it gets when it fails. */
final class ConfiguredEngine {

    private final SpeechEngine engine;
    private final Semaphore places;
    private final Rest rest;

    ConfiguredEngine(SpeechEngine engine, Clock clock) {
        this.engine = engine;
        this.places = new Semaphore(engine.capabilities().concurrency(), true);
        this.rest = new Rest(clock);
    }

    SpeechEngine engine() {
        return engine;
    }

    String name() {
        return engine.name();
    }

    SpeechCapabilities capabilities() {
        return engine.capabilities();
    }

    Semaphore places() {
        return places;
    }

    Rest rest() {
        return rest;
    }
}
