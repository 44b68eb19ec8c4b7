package dev.sotto.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * How Sotto is started.
 *
 * @param checkout the build that is started
 * @param data the directory for all data; created if missing
 * @param port the gateway's port on 127.0.0.1, 0 for a free one
 * @param engines settings of job-service that name its speech engines; empty for the embedded one
 * @param webhooks settings of tenant-service that say where webhooks may go; empty for public addresses only
 * @param workers how many processes of job-service only transcribe, besides the one that serves requests
 */
public record Options(
        Checkout checkout,
        Path data,
        int port,
        Map<String, String> engines,
        Map<String, String> webhooks,
        int workers) {

    /** Uses the embedded speech engine. */
    public Options(Checkout checkout, Path data, int port) {
        this(checkout, data, port, Map.of(), Map.of(), 0);
    }

    /** Uses the checkout in which this class was built, and a free port. */
    public static Options of(Path data) {
        return new Options(Checkout.find(), data, 0);
    }
}
