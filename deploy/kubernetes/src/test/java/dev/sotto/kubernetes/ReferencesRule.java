package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whatever names something else names something that exists: labels, ports, accounts, volumes, secrets, addresses. */
final class ReferencesRule implements Rule {

    private static final Pattern ADDRESS = Pattern.compile("(?://|=|^)([a-z][a-z0-9-]+):(\\d+)(?:/|$)");

    /** Secrets that people make, by the table in the document. */
    private final Set<String> documented =
            Set.copyOf(Project.all("(?m)^\\| `([a-z0-9-]+)`", Project.read("docs/kubernetes.md")));

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>();
        for (Pod pod : manifests.pods()) {
            checkWorkload(pod, findings);
            checkAccountAndVolumes(pod, manifests, findings);
            for (JsonNode container : pod.containers()) {
                checkProbes(pod, container, findings);
                checkSources(pod, container, manifests, findings);
                checkMounts(pod, container, findings);
            }
            checkAddresses(pod, manifests, findings);
        }
        manifests.of("Service").forEach(service -> checkService(service, manifests, findings));
        manifests.of("PodDisruptionBudget").forEach(budget -> {
            if (manifests.pods().stream().noneMatch(pod -> Labels.match(budget.at("/spec/selector"), pod.labels()))) {
                findings.add("PodDisruptionBudget " + Manifests.name(budget) + " selects no pod");
            }
        });
        manifests.of("HorizontalPodAutoscaler", "ScaledObject").forEach(scaler -> {
            String target = scaler.at("/spec/scaleTargetRef/name").asText();
            if (manifests.find("Deployment", target).isEmpty()) {
                findings.add(Manifests.kind(scaler) + " " + Manifests.name(scaler) + " scales no Deployment " + target);
            }
        });
        return findings;
    }

    private static void checkWorkload(Pod pod, List<String> findings) {
        JsonNode selector = pod.workload().at("/spec/selector");
        if (!pod.kind().equals("Job") && !Labels.match(selector, pod.labels())) {
            findings.add(pod.title() + " does not select its own pods");
        }
    }

    private void checkAccountAndVolumes(Pod pod, Manifests manifests, List<String> findings) {
        String account = pod.spec().path("serviceAccountName").asText("default");
        if (manifests.find("ServiceAccount", account).isEmpty()) {
            findings.add(pod.title() + " runs as ServiceAccount " + account + ", which does not exist");
        }
        for (JsonNode volume : pod.spec().path("volumes")) {
            checkSecret(pod, volume.at("/secret/secretName"), manifests, findings);
            checkConfigMap(pod, volume.at("/configMap/name"), manifests, findings);
            volume.at("/projected/sources")
                    .forEach(source -> checkSecret(pod, source.at("/secret/name"), manifests, findings));
            JsonNode claim = volume.at("/persistentVolumeClaim/claimName");
            if (!claim.isMissingNode()
                    && manifests.find("PersistentVolumeClaim", claim.asText()).isEmpty()) {
                findings.add(pod.title() + " mounts the claim " + claim.asText() + ", which does not exist");
            }
        }
    }

    private static void checkProbes(Pod pod, JsonNode container, List<String> findings) {
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            for (String action : List.of("httpGet", "tcpSocket")) {
                JsonNode port = container.path(probe).path(action).path("port");
                if (!port.isMissingNode() && pod.port(port).isEmpty()) {
                    findings.add(pod.title() + ": " + probe + " asks port " + port.asText() + ", which does not exist");
                }
            }
        }
    }

    private void checkSources(Pod pod, JsonNode container, Manifests manifests, List<String> findings) {
        container
                .path("envFrom")
                .forEach(from -> checkConfigMap(pod, from.at("/configMapRef/name"), manifests, findings));
        container
                .path("env")
                .forEach(
                        variable -> checkSecret(pod, variable.at("/valueFrom/secretKeyRef/name"), manifests, findings));
    }

    private static void checkMounts(Pod pod, JsonNode container, List<String> findings) {
        Set<String> volumes = new LinkedHashSet<>();
        pod.spec()
                .path("volumes")
                .forEach(volume -> volumes.add(volume.path("name").asText()));
        pod.workload().at("/spec/volumeClaimTemplates").forEach(claim -> volumes.add(Manifests.name(claim)));
        for (JsonNode mount : container.path("volumeMounts")) {
            if (!volumes.contains(mount.path("name").asText())) {
                findings.add(pod.title() + " mounts " + mount.path("name").asText() + ", which is no volume");
            }
        }
    }

    private void checkSecret(Pod pod, JsonNode name, Manifests manifests, List<String> findings) {
        if (!name.isMissingNode()
                && !documented.contains(name.asText())
                && !madeByOperators(manifests).contains(name.asText())) {
            findings.add(pod.title() + " reads the secret " + name.asText()
                    + ", which no operator makes and docs/kubernetes.md does not name");
        }
    }

    private static Set<String> madeByOperators(Manifests manifests) {
        Set<String> made = new LinkedHashSet<>();
        manifests.of("KafkaUser").forEach(user -> made.add(Manifests.name(user)));
        manifests.of("Kafka").forEach(kafka -> made.add(Manifests.name(kafka) + "-cluster-ca-cert"));
        manifests
                .of("Certificate")
                .forEach(certificate ->
                        made.add(certificate.at("/spec/secretName").asText()));
        manifests.of("Cluster").stream()
                .filter(cluster -> cluster.at("/spec/enableSuperuserAccess").asBoolean())
                .forEach(cluster -> made.add(Manifests.name(cluster) + "-superuser"));
        return made;
    }

    private static void checkConfigMap(Pod pod, JsonNode name, Manifests manifests, List<String> findings) {
        if (!name.isMissingNode() && manifests.find("ConfigMap", name.asText()).isEmpty()) {
            findings.add(pod.title() + " reads the config map " + name.asText() + ", which does not exist");
        }
    }

    /** Addresses in the environment and arguments, such as {@code http://tenant-service:8080}. */
    private static void checkAddresses(Pod pod, Manifests manifests, List<String> findings) {
        List<String> values = new ArrayList<>(pod.environment(manifests).values());
        pod.containers()
                .forEach(container -> container.path("args").forEach(argument -> values.add(argument.asText())));
        for (String value : values) {
            Matcher address = ADDRESS.matcher(value);
            while (address.find()) {
                if (!address.group(1).equals("localhost") && !isServed(address, manifests)) {
                    findings.add(pod.title() + ": no Service answers at " + address.group(1) + ":" + address.group(2));
                }
            }
        }
    }

    private static boolean isServed(Matcher address, Manifests manifests) {
        String host = address.group(1);
        boolean byOperator =
                manifests.of("Cluster").stream().anyMatch(cluster -> host.equals(Manifests.name(cluster) + "-rw"))
                        || manifests.of("Kafka").stream()
                                .anyMatch(kafka -> host.equals(Manifests.name(kafka) + "-kafka-bootstrap")
                                        && kafka.at("/spec/kafka/listeners/0/port")
                                                .asText()
                                                .equals(address.group(2)));
        return byOperator
                || manifests.find("Service", host).stream()
                        .flatMap(service -> Manifests.stream(service.at("/spec/ports")))
                        .anyMatch(port -> port.path("port").asText().equals(address.group(2)));
    }

    private static void checkService(JsonNode service, Manifests manifests, List<String> findings) {
        Map<String, String> selector = Pod.labels(service.at("/spec/selector"));
        List<Pod> selected = manifests.pods().stream()
                .filter(pod -> pod.labels().entrySet().containsAll(selector.entrySet()))
                .toList();
        if (selected.size() != 1) {
            findings.add("Service " + Manifests.name(service) + " selects " + selected.size() + " workloads, not one");
        }
        for (Pod pod : selected) {
            for (JsonNode port : service.at("/spec/ports")) {
                if (pod.port(port.path("targetPort")).isEmpty()) {
                    findings.add("Service " + Manifests.name(service) + " leads to port "
                            + port.path("targetPort").asText() + " of " + pod.title() + ", which does not exist");
                }
            }
        }
    }
}
