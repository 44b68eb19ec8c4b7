package dev.sotto.jobs.engines;

/** An engine cannot be reached, is busy, or refuses Sotto's key. The recording is not the cause. */
final class EngineAway extends EngineFailed {

    private static final long serialVersionUID = 1L;

    EngineAway(String message) {
        super(message);
    }

    EngineAway(String message, Throwable cause) {
        super(message, cause);
    }
}
