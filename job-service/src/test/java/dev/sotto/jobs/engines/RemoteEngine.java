package dev.sotto.jobs.engines;

import dev.sotto.jobs.engines.FakeServer.Told;
import dev.sotto.jobs.speech.SpeechEngine;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;

/** A server with OpenAI's API beside the service under test. A test tells it what to answer. */
@Singleton
public class RemoteEngine {

    public static final String NAME = "remote";

    final AtomicReference<Told> answer = new AtomicReference<>(Told.json(503, "{}"));
    final FakeServer server = new FakeServer(asked -> answer.get());

    @Produces
    @Singleton
    SpeechEngine engine() {
        EngineSetup setup = Setups.of(NAME, EngineType.OPENAI, server.url());
        return new OpenAiEngine(setup, new EngineServer(setup), 2);
    }

    @PreDestroy
    void end() {
        server.close();
    }
}
