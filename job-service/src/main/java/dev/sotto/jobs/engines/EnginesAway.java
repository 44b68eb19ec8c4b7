package dev.sotto.jobs.engines;

import java.io.IOException;
import java.time.Duration;

/** No engine that could do the job can be reached. The job waits; the attempt does not count. */
public final class EnginesAway extends IOException {

    private static final long serialVersionUID = 1L;
    /** As long as the first pause of an engine that is away ({@link Rest}). */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    EnginesAway() {
        super("no engine that can do it can be reached");
    }

    /** Returns how long the job should wait. */
    public Duration pause() {
        return PAUSE;
    }
}
