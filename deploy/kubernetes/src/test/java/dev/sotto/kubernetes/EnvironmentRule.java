package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every variable is one that {@code docs/configuration.md} knows, and no service lacks one that it must have. */
final class EnvironmentRule implements Rule {

    /** Of the JVM itself. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS");

    private static final Set<String> REQUIRED = Set.of(
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_DATASOURCE_SYSTEM_REACTIVE_URL",
            "QUARKUS_DATASOURCE_SYSTEM_USERNAME",
            "QUARKUS_DATASOURCE_SYSTEM_PASSWORD",
            "KAFKA_BOOTSTRAP_SERVERS",
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "SOTTO_KEYS_URL",
            "SOTTO_DATA_DIR",
            "SOTTO_INTERNAL_KEY",
            "SOTTO_ISSUER");
    private static final Set<String> OF_TENANT_SERVICE =
            Set.of("SOTTO_PUBLIC_URL", "SOTTO_SIGNING_KEYS_DIR", "SOTTO_BOOTSTRAP_EMAIL");

    private final Set<String> options = Set.copyOf(Project.all(
            "case \"(--[a-z-]+)\"", Project.sources("deploy/gateway").get("Main")));
    private final Set<String> known = new LinkedHashSet<>(OTHERS);

    EnvironmentRule() {
        known.addAll(Project.all("`([A-Z][A-Z0-9_]+)`", Project.read("docs/configuration.md")));
    }

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>();
        for (Pod pod : manifests.pods()) {
            Set<String> set = pod.environment(manifests).keySet();
            if (pod.isService() || pod.isMigration()) {
                set.stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> findings.add(pod.title() + " sets " + name + ", which is no setting"));
            }
            if (pod.isService()) {
                Set<String> wanted = new LinkedHashSet<>(REQUIRED);
                wanted.addAll(pod.program().equals("tenant-service") ? OF_TENANT_SERVICE : Set.of());
                wanted.removeAll(set);
                wanted.forEach(name -> findings.add(pod.title() + " lacks " + name));
                checkLogins(pod, manifests, findings);
            }
            if (pod.isMigration()) {
                checkMigration(pod, findings);
            }
        }
        manifests
                .pod("gateway")
                .ifPresent(gateway -> gateway.containers()
                        .forEach(container -> container.path("args").forEach(argument -> {
                            if (argument.asText().startsWith("--") && !options.contains(argument.asText())) {
                                findings.add(gateway.title() + " has " + argument.asText()
                                        + ", which the gateway does not know");
                            }
                        })));
        return findings;
    }

    /** Each service has a database and logins of its own. */
    private static void checkLogins(Pod pod, Manifests manifests, List<String> findings) {
        String service = pod.program().replace("-service", "");
        var environment = pod.environment(manifests);
        boolean own =
                environment.getOrDefault("QUARKUS_DATASOURCE_REACTIVE_URL", "").endsWith("/" + service)
                        && environment
                                .getOrDefault("QUARKUS_DATASOURCE_SYSTEM_REACTIVE_URL", "")
                                .endsWith("/" + service)
                        && (service + "_app").equals(environment.get("QUARKUS_DATASOURCE_USERNAME"))
                        && (service + "_system").equals(environment.get("QUARKUS_DATASOURCE_SYSTEM_USERNAME"));
        if (!own
                || !secrets(pod)
                        .containsAll(List.of("postgresql-" + service + "-app", "postgresql-" + service + "-system"))) {
            findings.add(pod.title() + " has logins that are not its own");
        }
        if (secrets(pod).stream().anyMatch(secret -> secret.endsWith("-migrator"))) {
            findings.add(pod.title() + " has the migrator's secret");
        }
    }

    private static void checkMigration(Pod pod, List<String> findings) {
        String migrator = "postgresql-" + pod.program().replace("-service", "") + "-migrator";
        if (!secrets(pod).equals(List.of(migrator))) {
            findings.add(pod.title() + " has other secrets than the migrator's: " + secrets(pod));
        }
    }

    private static List<String> secrets(Pod pod) {
        List<String> secrets = new ArrayList<>();
        for (JsonNode container : pod.containers()) {
            container.path("env").forEach(variable -> {
                JsonNode secret = variable.at("/valueFrom/secretKeyRef/name");
                if (!secret.isMissingNode()) {
                    secrets.add(secret.asText());
                }
            });
        }
        return secrets;
    }
}
