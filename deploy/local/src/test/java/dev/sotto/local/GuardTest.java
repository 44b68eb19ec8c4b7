package dev.sotto.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final Process watched = sleeper();
    private final Process forgotten = sleeper();

    @AfterEach
    void end() {
        watched.destroyForcibly();
        forgotten.destroyForcibly();
    }

    @Test
    void killsServicesWhenItsInputBreaksOff() throws Exception {
        Guard guard = new Guard();
        guard.watch(watched.pid());
        guard.watch(forgotten.pid());
        guard.forget(forgotten.pid());
        guard.breakOff();
        assertThat(watched.waitFor(TestTimeout.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(guard.awaitEnd()).isTrue();
        assertThat(forgotten.isAlive()).isTrue();
    }

    @Test
    void leavesProcessesAloneAfterOrderlyEnd() throws Exception {
        Guard guard = new Guard();
        guard.watch(watched.pid());
        guard.close();
        assertThat(guard.awaitEnd()).isTrue();
        assertThat(watched.isAlive()).isTrue();
    }

    private static Process sleeper() {
        try {
            return new ProcessBuilder("sleep", "60").start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
