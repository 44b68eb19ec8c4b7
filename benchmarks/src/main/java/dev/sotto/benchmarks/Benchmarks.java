package dev.sotto.benchmarks;

import dev.sotto.local.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/run}: measures, prints a table, and writes the raw measurements to a file. */
@Command(
        name = "benchmarks/run",
        description = "Measures programs side by side on this machine; best when nothing else runs.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every target was met",
            "1:one was missed, an answer was wrong, or a part did not start",
            "3:INVALID: the machine was too restless"
        })
public final class Benchmarks implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int INVALID = 3;
    private static final int ROUNDS = 30;
    private static final int ROUNDS_OF_RELAY = 3;

    @Parameters(
            paramLabel = "WHAT",
            description = "get, list or storm: one thing, a page, sign-ins; b8: these three. relay: events that wait.")
    String what;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "How often the sides are started anew (default: 4; a storm is of one).")
    int starts = 4;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Slices of each side after a start (default: 30; of relay 3, and there is one start).")
    @Nullable
    Integer rounds;

    @Option(
            names = "--waiting",
            paramLabel = "N",
            description = "The most events that wait for the relay (default: 1000000; 100000 is quick).")
    int waiting = 1_000_000;

    @Option(names = "--seconds", paramLabel = "N", description = "Seconds of a slice (default: 1).")
    int seconds = 1;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "The least seconds of warming up a side (default: 30).")
    int warmUp = 30;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where data lie while it runs (default: benchmarks/target; /dev/shm for the cpu profile).")
    Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and end.")
    boolean help;

    /** Runs the benchmarks; {@code --help} lists the exit codes. */
    public static void main(String... arguments) {
        // Must be set before a library uses the first logger.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Checkout checkout = Checkout.find();
        Path parent = data == null ? checkout.root().resolve("benchmarks/target") : data;
        Path directory = Files.createTempDirectory(parent, "run");
        try {
            Settings settings = new Settings(
                    checkout, directory, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), starts, rounds());
            List<Result> results = run(settings);
            Report.print(System.out, results);
            return exitCode(results);
        } finally {
            delete(directory);
        }
    }

    private List<Result> run(Settings settings) throws Exception {
        return switch (what) {
            case "get", "list" -> new Isolation(settings, System.out).run(List.of(what));
            case "storm" -> new Storm(settings, System.out).run();
            case "relay" -> new Relay(settings, waiting, System.out).run();
            case "b8" -> {
                List<Result> results = new ArrayList<>(new Isolation(settings, System.out).run(List.of("get", "list")));
                results.addAll(new Storm(settings, System.out).run());
                yield results;
            }
            default -> throw new CommandLine.ParameterException(new CommandLine(this), "no such benchmark: " + what);
        };
    }

    private int rounds() {
        if (rounds != null) {
            return rounds;
        }
        return what.equals("relay") ? ROUNDS_OF_RELAY : ROUNDS;
    }

    private static int exitCode(List<Result> results) {
        if (results.stream().anyMatch(result -> result.verdict() == Verdict.FAIL)) {
            return FAILED;
        }
        return results.stream().anyMatch(result -> result.verdict() == Verdict.INVALID) ? INVALID : 0;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
