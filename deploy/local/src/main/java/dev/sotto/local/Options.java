package dev.sotto.local;

import java.nio.file.Path;

/**
 * How Sotto is started.
 *
 * @param checkout the build that is started
 * @param data the directory for all data; created if missing
 * @param port the gateway's port on 127.0.0.1, 0 for a free one
 */
public record Options(Checkout checkout, Path data, int port) {

    /** Uses the checkout in which this class was built, and a free port. */
    public static Options of(Path data) {
        return new Options(Checkout.find(), data, 0);
    }
}
