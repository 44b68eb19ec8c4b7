package dev.sotto.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what is refused before anything is started. deploy/e2e tests the running system. */
class SottoTest {
    @TempDir
    Path directory;

    private Checkout checkout;

    @BeforeEach
    void pretendThatTheServicesAreBuilt() throws IOException {
        checkout = new Checkout(directory.resolve("checkout"));
        for (String service : Sotto.SERVICES) {
            Path application = checkout.root().resolve(service + "/target/quarkus-app");
            Files.createDirectories(application);
            Files.createFile(application.resolve("quarkus-run.jar"));
        }
    }

    @Test
    void refusesAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            refuses(directory.resolve("data"), taken.getLocalPort(), "port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void refusesDataInUse() {
        Path data = directory.resolve("data");
        try (DataDirectory held = DataDirectory.open(data)) {
            refuses(data, 0, "another run uses " + held.root());
        }
    }

    @Test
    void refusesUnwritableData() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        refuses(file, 0, "the data directory " + file + " is a file");
    }

    @Test
    void refusesMissingBuild() throws IOException {
        Files.delete(checkout.program("job-service"));
        refuses(directory.resolve("data"), 0, "job-service is not built");
    }

    private void refuses(Path data, int port, String reason) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> start(data, port))
                .withMessageContaining(reason)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\n"));
        assertThat(Files.exists(data.resolve("postgres"))).isFalse();
        assertThat(Files.exists(data.resolve("kafka"))).isFalse();
    }

    private void start(Path data, int port) {
        Progress quiet = new Progress(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        Sotto.start(new Options(checkout, data, port), quiet).close();
    }
}
