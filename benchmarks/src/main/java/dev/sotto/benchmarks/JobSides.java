package dev.sotto.benchmarks;

import dev.sotto.local.Checkout;
import dev.sotto.local.FreePorts;
import dev.sotto.local.Guard;
import dev.sotto.local.ServiceProcess;
import dev.sotto.testing.tokens.SignedTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * job-service in its normal form, job-service without the measured part, and the bare handler. Each is a separate
 * process.
 */
final class JobSides implements AutoCloseable {

    static final String OURS = "job-service";
    static final String OURS_AGAIN = "job-service again";
    static final String NO_POLICIES = "policies off";
    static final String NO_SCOPE = "no row-level security";
    static final String NO_TOKEN = "no token check";
    static final String BARE = "bare Vert.x";

    private static final String DATABASE = "job";
    private static final String OPEN_DATABASE = "job_open";
    private static final List<String> READS =
            List.of("dev.sotto.runtime.isolation.ScopedRead", "dev.sotto.runtime.isolation.StartupCheck");
    private static final List<String> AUTHENTICATION = List.of("dev.sotto.runtime.access.CallerAuthentication");

    private final Checkout checkout;
    private final Cluster cluster;
    private final SignedTokens tokens;
    private final Path directory;
    private final FreePorts ports = new FreePorts();
    private final Guard guard = new Guard();
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();

    JobSides(Checkout checkout, Cluster cluster, SignedTokens tokens, Path directory) {
        this.checkout = checkout;
        this.cluster = cluster;
        this.tokens = tokens;
        this.directory = directory;
    }

    /**
     * Starts all sides one after another, and waits until they accept requests.
     *
     * @param backwards whether to start the last side first, so that the start order does not favour a process
     */
    List<Side> start(boolean backwards) throws IOException {
        Path original = checkout.program(OURS);
        Path scopeless = exchanged(READS, "scopeless");
        Path believing = exchanged(AUTHENTICATION, "believing");
        List<Starter> starters = new ArrayList<>(List.of(
                () -> start(OURS, original, DATABASE),
                () -> start(OURS_AGAIN, original, DATABASE),
                () -> start(NO_POLICIES, original, OPEN_DATABASE),
                () -> start(NO_SCOPE, scopeless, OPEN_DATABASE),
                () -> start(NO_TOKEN, believing, DATABASE),
                this::startBare));
        if (backwards) {
            Collections.reverse(starters);
        }
        for (Starter starter : starters) {
            starter.start();
        }
        processes.values().forEach(ServiceProcess::awaitReady);
        return processes.values().stream()
                .map(process -> new Side(process.name(), process.address(), process.pid()))
                .toList();
    }

    /** Copies the rows to a database without row-level security. Must run before anything connects to the original. */
    static void copyDatabase(Cluster cluster) throws SQLException {
        cluster.run("postgres", List.of("create database " + OPEN_DATABASE + " template " + DATABASE));
        cluster.run(OPEN_DATABASE, List.of("""
                do $$
                declare isolated regclass;
                begin
                    for isolated in select oid from pg_class where relrowsecurity loop
                        execute format('alter table %s disable row level security', isolated);
                    end loop;
                end $$
                """, "vacuum analyze"));
    }

    private Path exchanged(List<String> classNames, String copy) throws IOException {
        Path application = checkout.program(OURS).getParent();
        return Transplant.of(application, classNames, directory.resolve(copy));
    }

    private void start(String name, Path program, String database) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name.replace(' ', '-')));
        int port = ports.next();
        int managementPort = ports.next();
        Path settings = SideSettings.write(own, port, managementPort, cluster, DATABASE, database, tokens.jwks());
        launch(name, port, managementPort, List.of(), program, settings, own);
    }

    private void startBare() throws IOException {
        Path own = Files.createDirectories(directory.resolve("bare"));
        int port = ports.next();
        List<String> options = List.of(
                "-Dsotto.bare.port=" + port,
                "-Dsotto.bare.database=" + cluster.url(OPEN_DATABASE),
                "-Dsotto.bare.user=job_app",
                "-Dsotto.bare.password=" + cluster.password());
        Path program = checkout.root().resolve("benchmarks/target/benchmarks.jar");
        launch(BARE, port, port, options, program, own.resolve("none.properties"), own);
    }

    private void launch(
            String name, int port, int managementPort, List<String> options, Path program, Path settings, Path own) {
        List<String> all = new ArrayList<>(SideSettings.JAVA_OPTIONS);
        all.addAll(options);
        ServiceProcess process = new ServiceProcess(
                name, port, managementPort, all, program, settings, own.resolve("output.log"), guard);
        process.start();
        processes.put(name, process);
    }

    private interface Starter {
        void start() throws IOException;
    }

    @Override
    public void close() {
        processes.values().forEach(ServiceProcess::terminate);
        processes.values().forEach(ServiceProcess::awaitEnd);
        guard.close();
    }
}
