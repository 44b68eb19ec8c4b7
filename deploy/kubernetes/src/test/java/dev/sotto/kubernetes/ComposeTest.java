package dev.sotto.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code deploy/compose.yaml} names images, settings, files and containers that exist. */
class ComposeTest {

    private static final Pattern HOST = Pattern.compile("(?://|=|^)([a-z][a-z-]+):(\\d{4})(?:/|$)");

    private static JsonNode file;

    @BeforeAll
    static void read() {
        // Jackson's reader of YAML leaves merge keys (<<) as they are.
        file = Manifests.YAML.valueToTree(new Yaml().<Object>load(Project.read("deploy/compose.yaml")));
    }

    @Test
    void holdsToTheRules() {
        assertThat(findings(file)).isEmpty();
    }

    @Test
    void findsPlantedFaults() {
        assertThat(damaged("gateway", service -> service.put("image", "localhost/sotto/gateway:2")))
                .contains("image");
        assertThat(damaged(
                        "job-service",
                        service -> service.withObject("/environment").put("SOTTO_WORKERS", "1")))
                .contains("SOTTO_WORKERS");
        assertThat(damaged(
                        "job-service",
                        service -> service.withObject("/environment").put("SOTTO_KEYS_URL", "http://tenants:8080/")))
                .contains("tenants:8080");
        assertThat(damaged(
                        "job-service",
                        service -> service.withObject("/environment")
                                .put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://postgresql:5433/job")))
                .contains("postgresql:5433");
        assertThat(damaged(
                        "job-service",
                        service -> service.withObject("/depends_on").putObject("migrations")))
                .contains("migrations");
        assertThat(damaged(
                        "database-roles",
                        service -> service.withArray("volumes").add("./database/rules.sql:/a:ro")))
                .contains("rules.sql");
        assertThat(damaged(
                        "job-service", service -> service.withArray("volumes").add("jobs:/b")))
                .contains("jobs");
        assertThat(damaged("gateway", service -> service.withArray("command").add("--address")))
                .contains("--address");
        assertThat(damaged("billing-service", service -> service.put("read_only", false)))
                .contains("read-only");
        assertThat(damaged(
                        "billing-service",
                        service -> service.withObject("/environment").put("SOTTO_INTERNAL_KEY", "abc")))
                .contains("secret");
    }

    private static String damaged(String service, java.util.function.Consumer<ObjectNode> damage) {
        JsonNode copy = file.deepCopy();
        damage.accept((ObjectNode) copy.path("services").path(service));
        return String.join("\n", findings(copy));
    }

    private static List<String> findings(JsonNode compose) {
        List<String> findings = new ArrayList<>();
        Set<String> images = OverlaysTest.overlay("try").pods().stream()
                .flatMap(pod -> pod.containers().stream())
                .map(container -> container.path("image").asText())
                .collect(Collectors.toSet());
        Set<String> known =
                new LinkedHashSet<>(Project.all("`([A-Z][A-Z0-9_]+)`", Project.read("docs/configuration.md")));
        known.add("JAVA_TOOL_OPTIONS");
        compose.path("services").fields().forEachRemaining(entry -> {
            String name = entry.getKey();
            JsonNode service = entry.getValue();
            if (!images.contains(service.path("image").asText())) {
                findings.add(name + ": the overlay try has no image "
                        + service.path("image").asText());
            }
            if (!service.path("read_only").asBoolean()
                    || !service.at("/cap_drop/0").asText().equals("ALL")) {
                findings.add(name + " is not read-only, or keeps capabilities");
            }
            if (service.path("image").asText().contains("/sotto/")) {
                checkEnvironment(name, service, known, findings);
            }
            checkAddresses(name, service, compose, findings);
            checkDependencies(name, service, compose, findings);
        });
        return findings;
    }

    private static void checkEnvironment(String name, JsonNode service, Set<String> known, List<String> findings) {
        service.path("environment").fields().forEachRemaining(variable -> {
            if (!known.contains(variable.getKey())) {
                findings.add(name + " sets " + variable.getKey() + ", which is no setting");
            }
            boolean isSecret = variable.getKey().matches(".*(PASSWORD|_KEY|ACCEPTED.*)");
            if (isSecret && !variable.getValue().asText().matches("\\$\\{[A-Z_]+:\\?.*}")) {
                findings.add(name + " has a secret in " + variable.getKey());
            }
        });
        List<String> options = Project.all(
                "case \"(--[a-z-]+)\"", Project.sources("deploy/gateway").get("Main"));
        service.path("command").forEach(argument -> {
            if (argument.asText().startsWith("--") && !options.contains(argument.asText())) {
                findings.add(name + " has " + argument.asText() + ", which the gateway does not know");
            }
        });
    }

    private static void checkAddresses(String name, JsonNode service, JsonNode compose, List<String> findings) {
        List<String> values = new ArrayList<>();
        service.path("environment").forEach(value -> values.add(value.asText()));
        service.path("command").forEach(value -> values.add(value.asText()));
        for (String value : values) {
            Matcher host = HOST.matcher(value);
            while (host.find()) {
                String port = host.group(1).equals("postgresql")
                        ? "5432"
                        : host.group(1).equals("kafka") ? "9092" : "8080";
                if (!compose.path("services").has(host.group(1))
                        || !host.group(2).equals(port)) {
                    findings.add(name + ": nothing answers at " + host.group(1) + ":" + host.group(2));
                }
            }
        }
    }

    private static void checkDependencies(String name, JsonNode service, JsonNode compose, List<String> findings) {
        List<String> needed = new ArrayList<>();
        service.path("depends_on").fieldNames().forEachRemaining(needed::add);
        if (service.path("depends_on").isArray()) {
            service.path("depends_on").forEach(one -> needed.add(one.asText()));
        }
        needed.stream()
                .filter(one -> !compose.path("services").has(one))
                .forEach(one -> findings.add(name + " depends on " + one + ", which does not exist"));
        service.path("volumes").forEach(volume -> {
            String source = volume.asText().split(":", 2)[0];
            boolean exists = source.startsWith("./")
                    ? Files.exists(Project.ROOT.resolve("deploy").resolve(source))
                    : compose.path("volumes").has(source);
            if (!exists) {
                findings.add(name + " mounts " + source + ", which does not exist");
            }
        });
        service.path("secrets").forEach(secret -> {
            if (!compose.path("secrets").has(secret.asText())) {
                findings.add(name + " reads the secret " + secret.asText() + ", which does not exist");
            }
        });
    }
}
