package dev.sotto.imports;

import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The operator's options. Secrets come from the environment, because process lists show command lines. */
final class Settings {

    static final String PASSWORD = "SOTTO_JOB_MIGRATOR_PASSWORD";
    static final String TOKEN = "SOTTO_TOKEN";

    @Option(names = "--source", paramLabel = "FILE", description = "Whisper-WebUI's database: backend/records.db.")
    @Nullable
    Path source;

    @Option(
            names = "--files",
            paramLabel = "DIR",
            description = "Whisper-WebUI's backend/cache; only results that lie in files need it.")
    @Nullable
    Path files;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "job-service's database, as jdbc:postgresql://host:5432/job. The login is job_migrator, its"
                    + " password is read from SOTTO_JOB_MIGRATOR_PASSWORD.")
    @Nullable
    String database;

    @Option(names = "--store", paramLabel = "DIR", description = "job-service's sotto.storage.dir.")
    @Nullable
    Path store;

    @Option(names = "--reseller", paramLabel = "ID", description = "Whose customer the tenant is or becomes.")
    @Nullable
    UUID reseller;

    @Option(names = "--tenant", paramLabel = "ID", description = "An existing Customer tenant.")
    @Nullable
    UUID tenant;

    @Option(names = "--owner", paramLabel = "ID", description = "With --tenant: the user whose jobs they will be.")
    @Nullable
    UUID owner;

    @Option(names = "--new-tenant", paramLabel = "NAME", description = "Makes the tenant by the API instead.")
    @Nullable
    String newTenant;

    @Option(names = "--plan", paramLabel = "ID", description = "With --new-tenant: what it subscribes to.")
    @Nullable
    UUID plan;

    @Option(
            names = "--owner-email",
            paramLabel = "ADDRESS",
            description = "With --new-tenant: who is invited as its Admin and owns the jobs.")
    @Nullable
    String ownerEmail;

    @Option(
            names = "--api",
            paramLabel = "URL",
            description =
                    "Sotto's gateway; an access token of a ResellerAdmin is read from SOTTO_TOKEN. Not needed once"
                            + " an import into the tenant has begun.")
    @Nullable
    URI api;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the refused rows are listed (default: on the screen).")
    @Nullable
    Path report;

    @Option(names = "--dry-run", description = "Reads the source alone and tells what would become of it.")
    boolean dryRun;

    @Option(names = "--rollback", description = "Takes back what the import into --tenant has made.")
    boolean rollback;

    @Option(names = "--help", usageHelp = true, description = "Print this and end.")
    boolean help;

    <T> T require(@Nullable T value, String option) {
        if (value == null) {
            throw new Refusal(option + " is missing; --help tells what it is");
        }
        return value;
    }
}
