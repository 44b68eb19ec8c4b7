package dev.sotto.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void printsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--port", "--data", "--once", "--audio", "Exit codes");
    }

    @Test
    void refusesAnUnknownOption() {
        refuses("Unknown option: '--prot' (--help shows the options)", "--prot");
    }

    @Test
    void refusesNonNumericPort() {
        refuses("Invalid value for option '--port': 'http' is not an int (--help shows the options)", "--port", "http");
    }

    @Test
    void refusesPortOutOfRange() {
        refuses("--port must be from 1 to 65535", "--port", "65536");
    }

    @Test
    void refusesMissingRecording() {
        Path missing = directory.resolve("missing.mp3");
        refuses(
                "the recording " + missing + " is not a file that can be read",
                "--once",
                "--audio",
                missing.toString());
    }

    @Test
    void refusesMissingModel() {
        Path missing = directory.resolve("missing.bin");
        refuses("the model " + missing + " is not a file that can be read", "--whisper-model", missing.toString());
    }

    @Test
    void refusesUnknownTypeOfEngine() {
        refuses(
                "--engine whisper=…: the type must be one of openai, whisper-cpp, whisper-webui",
                "--engine",
                "whisper=http://127.0.0.1:1");
    }

    @Test
    void refusesAnEngineThatIsNoServer() {
        refuses(
                "--engine openai=file:/etc/passwd: the URL must be like http://127.0.0.1:8000",
                "--engine",
                "openai=file:/etc/passwd");
    }

    @Test
    void refusesADirectoryAsARecording() {
        refuses(
                "the recording " + directory + " is not a file that can be read",
                "--once",
                "--audio",
                directory.toString());
    }

    @Test
    void refusesARecordingWithoutTheWalkThrough() {
        refuses("--audio goes with --once", "--audio", directory.toString());
    }

    private void refuses(String reason, String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("deploy/local/up: " + reason + System.lineSeparator());
    }

    private int run(String... arguments) {
        return Launcher.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }
}
