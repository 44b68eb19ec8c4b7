package dev.sotto.local;

import dev.sotto.servers.Databases;
import dev.sotto.servers.LocalPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The settings of each service, in a file that only its owner may read. Every user can see command lines.
 *
 * @param bootstrap Kafka's address
 * @param ports the port of each service, by its name
 * @param managementPorts the port of each service's health and metrics
 * @param address the gateway's address
 * @param engines the settings of job-service's speech engines
 * @param webhooks the settings of tenant-service's webhooks
 */
record ServiceSettings(
        DataDirectory data,
        LocalPostgres postgres,
        String bootstrap,
        Map<String, Integer> ports,
        Map<String, Integer> managementPorts,
        URI address,
        Map<String, String> engines,
        Map<String, String> webhooks) {

    /** Overrides the application's own properties (250), but not system properties (400). */
    private static final String ORDINAL = "350";

    Path write(String service) {
        Properties properties = new Properties();
        properties.putAll(of(service));
        Path file = data.settings(service);
        Secrets.write(file, Secrets.text(properties, "Written by deploy/local/up at every start."));
        return file;
    }

    /** Writes the settings of a process of job-service that only transcribes. It shares all but its ports. */
    Path writeWorker(String name, int port, int managementPort) {
        Properties properties = new Properties();
        properties.putAll(of("job-service"));
        properties.put("quarkus.http.port", String.valueOf(port));
        properties.put("quarkus.management.port", String.valueOf(managementPort));
        properties.put("sotto.roles", "worker");
        Path file = data.settings(name);
        Secrets.write(file, Secrets.text(properties, "Written by deploy/local/up at every start."));
        return file;
    }

    private Map<String, String> of(String service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("config_ordinal", ORDINAL);
        settings.put("quarkus.http.port", ports.get(service).toString());
        settings.put("quarkus.management.port", managementPorts.get(service).toString());
        settings.put("quarkus.log.console.json.enabled", "false");
        settings.put("kafka.bootstrap.servers", bootstrap);
        settings.put("sotto.keys.url", internal("tenant-service") + "/.well-known/jwks.json");
        settings.put("sotto.data-dir", data.of(service).toString());
        settings.putAll(database(service.replace("-service", "")));
        settings.putAll(trust(service));
        if (service.equals("tenant-service")) {
            settings.put("sotto.public-url", address.toString());
            settings.put("sotto.mail-dir", data.mail().toString());
            settings.put("sotto.bootstrap-email", PlatformAdmin.EMAIL);
            settings.put("sotto.signing-keys.dir", data.signingKeys().toString());
            settings.put("sotto.signing-keys.generate", "true");
            settings.putAll(webhooks);
        }
        if (service.equals("job-service")) {
            settings.putAll(engines);
        }
        return settings;
    }

    private Map<String, String> database(String name) {
        String url = "postgresql://127.0.0.1:" + postgres.port() + "/" + name;
        return Map.of(
                "quarkus.datasource.reactive.url",
                url,
                "quarkus.datasource.username",
                name + "_app",
                "quarkus.datasource.password",
                data.secret(name + "_app"),
                "quarkus.datasource.system.reactive.url",
                url,
                "quarkus.datasource.system.username",
                name + "_system",
                "quarkus.datasource.system.password",
                data.secret(name + "_system"));
    }

    /** The addresses of the other services, and the keys with which services identify themselves. */
    private Map<String, String> trust(String service) {
        Map<String, String> trust = new LinkedHashMap<>();
        trust.put("sotto.internal.key", data.secret(service));
        for (String name : Databases.SERVICES) {
            String other = name + "-service";
            trust.put("sotto.services." + other, internal(other));
            if (!other.equals(service)) {
                trust.put("sotto.internal.accepted." + other, data.secret(other));
            }
        }
        return trust;
    }

    private String internal(String service) {
        return "http://127.0.0.1:" + ports.get(service);
    }
}
