package dev.sotto.imports;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code deploy/import-whisper-webui/import}; {@code docs/adr/0007-import-whisper-webui.md} explains its design. */
@Command(
        name = "deploy/import-whisper-webui/import",
        description = "Takes the tasks of a single-tenant Whisper-WebUI over into a tenant of Sotto.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done and verified; refused rows are listed",
            "1:done, and the verification found differences; they are told",
            "2:refused: nothing was begun",
            "3:stopped under way; the same command goes on from there"
        })
final class ImportWhisperWebui implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int DIFFERENT = 1;
    private static final int REFUSED = 2;
    private static final int STOPPED = 3;

    @Mixin
    Settings settings = new Settings();

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    ImportWhisperWebui(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /** Runs the import; {@code --help} lists the exit codes. */
    public static void main(String... arguments) {
        System.exit(run(System.getenv(), System.out, System.err, arguments));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        return new CommandLine(new ImportWhisperWebui(environment, out))
                .setParameterExceptionHandler((e, given) -> tell(err, e.getMessage(), REFUSED))
                .setExecutionExceptionHandler((e, command, parsed) -> explain(err, e))
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .execute(arguments);
    }

    private static int explain(PrintStream err, Exception e) {
        if (e instanceof Refusal) {
            return tell(err, e.getMessage(), REFUSED);
        }
        if (e instanceof Halt) {
            return tell(err, e.getMessage(), STOPPED);
        }
        e.printStackTrace(err);
        return STOPPED;
    }

    private static int tell(PrintStream err, String line, int code) {
        err.println("import-whisper-webui: " + line);
        return code;
    }

    @Override
    public Integer call() {
        if (settings.rollback) {
            return settings.dryRun ? refuse("--dry-run and --rollback don't go together") : rollBack();
        }
        try (SourceDatabase source = SourceDatabase.open(settings.require(settings.source, "--source"))) {
            ResultFiles files = settings.files == null ? null : new ResultFiles(settings.files);
            return settings.dryRun ? dryRun(source, files) : copy(source, files);
        }
    }

    private static int refuse(String line) {
        throw new Refusal(line);
    }

    private int dryRun(SourceDatabase source, @Nullable ResultFiles files) {
        // The tenant changes only the ids.
        TaskReader reader =
                new TaskReader(settings.tenant == null ? new UUID(0, 0) : settings.tenant, files, clock.instant());
        Tally tally = new Tally();
        Progress progress = new Progress(out, "read", source.countAfter(Ledger.NONE));
        try (RefusedRows refused = RefusedRows.open(settings.report, out);
                SourceDatabase.Rows rows = source.rowsAfter(Ledger.NONE)) {
            for (SourceRow row = rows.next(); row != null; row = rows.next()) {
                Ledger.Entry entry = Ledger.Entry.of(reader, row);
                tally.add(entry);
                refused.add(entry);
                progress.add(1);
            }
            refused.finish();
        }
        progress.end();
        tally.print(out);
        out.println("nothing was written: this was a dry run");
        return DONE;
    }

    private int copy(SourceDatabase source, @Nullable ResultFiles files) {
        UUID reseller = settings.require(settings.reseller, "--reseller");
        TranscriptStore store = TranscriptStore.open(settings.require(settings.store, "--store"));
        try (RefusedRows refused = RefusedRows.open(settings.report, out);
                JobDatabase database = openDatabase()) {
            Ledger ledger = new Ledger(database);
            byte[] key = source.key();
            Ledger.Import found = new Tenancy(settings, environment, database, ledger, out).find(reseller, key);
            Place place = found.place();
            TaskReader reader = new TaskReader(place.tenantId(), files, clock.instant());
            if (found.state() == Ledger.State.RollingBack) {
                throw new Refusal("a rollback of this import was begun; end it with --rollback first");
            }
            if (!Arrays.equals(found.sourceKey(), key)) {
                throw new Refusal("another database was imported into tenant " + place.tenantId()
                        + " before; a tenant takes one");
            }
            ledger.enter(place, Ledger.State.Copying);
            new CopyTasks(source, ledger, store, reader, out).copy(place, found.last());
            ledger.analyze();
            boolean equal = new VerifyImport(source, database, store, reader, out).verify(place, refused);
            refused.finish();
            if (equal) {
                store.sync();
                ledger.enter(place, Ledger.State.Complete);
            }
            return equal ? DONE : DIFFERENT;
        }
    }

    private int rollBack() {
        UUID tenant = settings.require(settings.tenant, "--tenant");
        TranscriptStore store = TranscriptStore.open(settings.require(settings.store, "--store"));
        try (JobDatabase database = openDatabase()) {
            database.lock(tenant);
            Ledger ledger = new Ledger(database);
            Ledger.Import found = ledger.find(tenant);
            if (found == null) {
                throw new Refusal("nothing was imported into tenant " + tenant);
            }
            ledger.analyze();
            RollBack rollBack = new RollBack(database, ledger, store, out);
            List<String> obstacles = rollBack.obstacles(found.place());
            if (!obstacles.isEmpty()) {
                obstacles.forEach(out::println);
                throw new Refusal("not rolled back: it would take what others have changed or made since");
            }
            rollBack.run(found.place());
            out.println("rolled back; tenant " + tenant + " and its people stay: they were made by the API");
            return DONE;
        }
    }

    private JobDatabase openDatabase() {
        return JobDatabase.open(settings.require(settings.database, "--database"), environment.get(Settings.PASSWORD));
    }
}
