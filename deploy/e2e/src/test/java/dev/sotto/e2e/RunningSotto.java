package dev.sotto.e2e;

import dev.sotto.local.Options;
import dev.sotto.local.Progress;
import dev.sotto.local.Sotto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One running Sotto for all tests of this module. The first test starts it, and it ends with the JVM. */
public final class RunningSotto {

    private static Sotto sotto;

    private RunningSotto() {}

    /** Returns it; the first call starts it. */
    public static synchronized Sotto running() {
        if (sotto == null) {
            Options usual = Options.of(emptyDirectory());
            Options options = new Options(
                    usual.checkout(), usual.data(), usual.port(), usual.engines(), WebhookReceiver.settings(), 0);
            sotto = Sotto.start(options, new Progress(System.out));
        }
        return sotto;
    }

    private static Path emptyDirectory() {
        try {
            return Files.createDirectories(
                            Path.of("target", "sotto-" + ProcessHandle.current().pid()))
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
