package dev.sotto.benchmarks;

import dev.sotto.local.FreePorts;
import dev.sotto.local.Guard;
import dev.sotto.local.ServiceProcess;
import dev.sotto.testing.tokens.SignedTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** reseller-service, of which only the relay works. */
final class RelayProcess implements AutoCloseable {

    private static final String SERVICE = "reseller-service";
    private static final String DATABASE = "reseller";

    private final ServiceProcess process;
    private final Guard guard;

    private RelayProcess(ServiceProcess process, Guard guard) {
        this.process = process;
        this.guard = guard;
    }

    static RelayProcess start(Settings settings, Cluster cluster) throws IOException {
        Path own = Files.createDirectories(settings.directory().resolve(SERVICE));
        FreePorts ports = new FreePorts();
        int port = ports.next();
        int managementPort = ports.next();
        Path file = SideSettings.write(
                own, port, managementPort, cluster, DATABASE, DATABASE, new SignedTokens(SignedTokens.ISSUER).jwks());
        Guard guard = new Guard();
        ServiceProcess process = new ServiceProcess(
                SERVICE,
                port,
                managementPort,
                SideSettings.JAVA_OPTIONS,
                settings.checkout().program(SERVICE),
                file,
                own.resolve("output.log"),
                guard);
        RelayProcess relay = new RelayProcess(process, guard);
        try {
            process.start();
            process.awaitReady();
            return relay;
        } catch (RuntimeException e) {
            relay.close();
            throw e;
        }
    }

    Side side() {
        return new Side(process.name(), process.address(), process.pid());
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitEnd();
        guard.close();
    }
}
