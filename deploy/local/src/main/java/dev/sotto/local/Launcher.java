package dev.sotto.local;

import dev.sotto.local.walk.Recording;
import dev.sotto.local.walk.Sample;
import dev.sotto.local.walk.Unexpected;
import dev.sotto.local.walk.WalkThrough;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deploy/local/up}: starts everything with one command. */
@Command(
        name = "deploy/local/up",
        description = "Starts all of Sotto on this machine and stays until Ctrl-C.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:with --once: every step passed",
            "1:a part did not start or died; with --once: a step failed",
            "2:not started: the options or this machine don't allow it",
            "130:ended by Ctrl-C (143 by SIGTERM), with all its processes"
        })
public final class Launcher implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int REFUSED = 2;
    private static final int LAST_PORT = 65_535;
    private static final int MOST_WORKERS = 64;
    private static final long WATCH_MS = 500;
    private static final double GIB = 1L << 30;

    @Option(names = "--port", paramLabel = "N", description = "The port to answer on (default: 8080).")
    int port = 8080;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where data are kept between runs (default: deploy/local/target/data).")
    Path data;

    @Option(names = "--once", description = "Walk through the main job, print each step, and end.")
    boolean once;

    @Option(
            names = "--audio",
            paramLabel = "FILE",
            description = "With --once: transcribe this recording and print its transcript.")
    Path audio;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Start N more processes that only transcribe (default: 0). Each needs about 1 GB.")
    int workers;

    @Option(
            names = "--empty",
            description = "Make no sample customer. Without it, a first start makes one and invites its Admin.")
    boolean empty;

    @Mixin
    EngineOptions engines = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and end.")
    boolean help;

    private final PrintStream out;
    private final PrintStream err;

    Launcher(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the launcher; {@code --help} lists the exit codes. */
    public static void main(String... arguments) {
        // Must be set before a library uses the first logger.
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        System.exit(run(System.out, System.err, arguments));
    }

    static int run(PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new Launcher(out, err))
                .setParameterExceptionHandler((e, given) -> refuse(err, e.getMessage() + " (--help shows the options)"))
                .setExecutionExceptionHandler((e, command, parsed) -> explain(err, e))
                .setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8))
                .execute(arguments);
    }

    private static int refuse(PrintStream err, String line) {
        err.println("deploy/local/up: " + line);
        return REFUSED;
    }

    private static int explain(PrintStream err, Exception e) {
        if (e instanceof Refusal) {
            return refuse(err, e.getMessage());
        }
        if (e instanceof StartFailure || e instanceof Unexpected) {
            err.println("deploy/local/up: " + e.getMessage());
        } else {
            e.printStackTrace(err);
        }
        return FAILED;
    }

    @Override
    public Integer call() throws InterruptedException {
        Checkout checkout = Checkout.find();
        Recording recording = audio == null ? Recording.sample() : recording();
        Options options = new Options(
                checkout,
                data == null ? checkout.defaultData() : data,
                checkedPort(),
                engines.settings(),
                Map.of(),
                checkedWorkers());
        Progress progress = new Progress(out);
        try (Sotto sotto = Sotto.start(options, progress)) {
            progress.say("Sotto is ready" + memory(sotto));
            if (once) {
                return new WalkThrough(sotto.place(), recording, audio != null, out).run() ? 0 : FAILED;
            }
            boolean sample = !empty && makeSample(sotto);
            greet(sotto, sample);
            return stay(sotto);
        }
    }

    private int checkedPort() {
        if (port < 1 || port > LAST_PORT) {
            throw new Refusal("--port must be from 1 to " + LAST_PORT);
        }
        return port;
    }

    private int checkedWorkers() {
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new Refusal("--workers must be from 0 to " + MOST_WORKERS);
        }
        return workers;
    }

    private Recording recording() {
        if (!once) {
            throw new Refusal("--audio goes with --once");
        }
        if (!Files.isRegularFile(audio) || !Files.isReadable(audio)) {
            throw new Refusal("the recording " + audio + " is not a file that can be read");
        }
        return Recording.of(audio);
    }

    private static String memory(Sotto sotto) {
        OptionalLong bytes = sotto.residentBytes();
        return bytes.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "; it holds %.2f GiB of memory", bytes.getAsLong() / GIB);
    }

    /** Sotto works without a sample, so a failure only tells. */
    private boolean makeSample(Sotto sotto) {
        try {
            Sample.make(sotto.place());
            return true;
        } catch (Unexpected e) {
            err.println("deploy/local/up: the sample organisation could not be made: " + e.getMessage());
            return false;
        }
    }

    private void greet(Sotto sotto, boolean sample) {
        PlatformAdmin admin = sotto.admin();
        if (sample) {
            out.printf("""

                    Begin:     open %1$s/mailbox, and accept the invitation to %2$s: the first Admin of a sample customer
                    Seller:    sign in as %3$s with the password below: it sells to that customer
                    """, sotto.address(), Sample.ADMIN, Sample.SELLER);
        }
        out.printf("""

                Panel:     %1$s (sign in as %2$s; the password is in %3$s)
                Mailbox:   %1$s/mailbox (e-mails are not sent; they are files in %4$s)
                API:       %1$s/api/v1
                Logs:      %5$s
                End it with Ctrl-C.
                """, sotto.address(), admin.email(), admin.passwordFile(), sotto.mail(), sotto.logs());
    }

    /** Waits until a part dies. Ctrl-C ends this JVM, and {@link Sotto}'s shutdown hook ends everything else. */
    private int stay(Sotto sotto) throws InterruptedException {
        while (true) {
            Optional<String> dead = sotto.dead();
            if (dead.isPresent()) {
                err.println("deploy/local/up: " + dead.get());
                return FAILED;
            }
            Thread.sleep(WATCH_MS);
        }
    }
}
