package dev.sotto.jobs.storage;

import java.io.IOException;

/** The store does not answer, or refuses this service. */
public final class StoreUnavailable extends IOException {

    private static final long serialVersionUID = 1;

    StoreUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
