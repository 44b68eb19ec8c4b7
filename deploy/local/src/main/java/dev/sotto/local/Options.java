package dev.sotto.local;

import java.nio.file.Path;

/**
 * How Sotto is started.
 *
 * @param checkout what is started
 * @param data where everything that it keeps lies; made when missing
 * @param port the gateway's port on 127.0.0.1, 0 for a free one
 */
public record Options(Checkout checkout, Path data, int port) {

    /** With the checkout that this class was built in, on a free port. */
    public static Options of(Path data) {
        return new Options(Checkout.find(), data, 0);
    }
}
