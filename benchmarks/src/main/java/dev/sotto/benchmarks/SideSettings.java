package dev.sotto.benchmarks;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** How a packaged service is started on a {@link Cluster}. */
final class SideSettings {

    /** The same for all: what is compared is programs, not how much of the machine they were given. */
    static final List<String> JAVA_OPTIONS = List.of("-Xmx512m", "-XX:+UseParallelGC", "-XX:ActiveProcessorCount=2");

    private SideSettings() {}

    /**
     * Writes the settings of a service.
     *
     * @param own the process's directory
     * @param managementPort where it says whether it is ready
     * @param service the first part of its logins' names, as {@code job}
     * @param jwks the keys that it takes tokens by
     * @return the file
     */
    static Path write(
            Path own, int port, int managementPort, Cluster cluster, String service, String database, String jwks)
            throws IOException {
        Files.writeString(own.resolve("jwks.json"), jwks);
        Properties settings = new Properties();
        settings.put("config_ordinal", "350");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("quarkus.log.console.json.enabled", "false");
        settings.put("kafka.bootstrap.servers", cluster.bootstrap());
        settings.put("sotto.data-dir", own.toString());
        settings.put("quarkus.datasource.reactive.url", cluster.url(database));
        settings.put("quarkus.datasource.username", service + "_app");
        settings.put("quarkus.datasource.password", cluster.password());
        settings.put("quarkus.datasource.system.reactive.url", cluster.url(database));
        settings.put("quarkus.datasource.system.username", service + "_system");
        settings.put("quarkus.datasource.system.password", cluster.password());
        // A load of its own kind: nobody's plan allows it.
        settings.put("sotto.requests-per-minute", "1000000000");
        Path file = own.resolve("settings.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        return file;
    }
}
