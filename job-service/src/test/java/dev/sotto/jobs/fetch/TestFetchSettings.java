package dev.sotto.jobs.fetch;

import dev.sotto.testing.TestTimeout;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of a test: small recordings, from {@link RecordingServer} only. */
record TestFetchSettings(Set<Integer> ports, Duration idleTimeout) implements FetchSettings {

    @Override
    public Optional<List<String>> allowedAddresses() {
        return Optional.of(List.of(RecordingServer.ADDRESS + "/32"));
    }

    @Override
    public Optional<String> dnsServer() {
        return Optional.empty();
    }

    @Override
    public long largest() {
        return 20_000;
    }

    @Override
    public Duration connectTimeout() {
        return TestTimeout.DURATION;
    }

    @Override
    public Duration longest() {
        return TestTimeout.DURATION;
    }

    @Override
    public int attempts() {
        return 1;
    }

    @Override
    public Duration retryAfter() {
        return TestTimeout.DURATION;
    }

    @Override
    public int atOnce() {
        return 1;
    }

    @Override
    public int perTenant() {
        return 1;
    }

    @Override
    public int waitingPerTenant() {
        return 1;
    }
}
