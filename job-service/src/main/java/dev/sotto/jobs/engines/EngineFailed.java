package dev.sotto.jobs.engines;

import java.io.IOException;

/** An engine failed on a recording. Another attempt, or another engine, may succeed. The message is for operators. */
class EngineFailed extends IOException {

    private static final long serialVersionUID = 1L;

    EngineFailed(String message) {
        super(message);
    }

    EngineFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
