package dev.sotto.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is made once in good manifests, and found. */
class PlantedFaultsTest {

    private record Fault(String overlay, Rule rule, String finding, Consumer<Manifests> plant) {

        @Override
        public String toString() {
            return finding;
        }
    }

    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    @ParameterizedTest
    @MethodSource({
        "references",
        "restricted",
        "sizes",
        "availability",
        "network",
        "environment",
        "routesAndTopics",
        "alerts"
    })
    void everyFaultIsFound(Fault fault) {
        Manifests damaged = OverlaysTest.overlay(fault.overlay()).copy();
        assertThat(fault.rule().findings(damaged)).isEmpty();

        fault.plant().accept(damaged);

        assertThat(fault.rule().findings(damaged)).anyMatch(finding -> finding.contains(fault.finding()));
    }

    static Stream<Fault> references() {
        Rule rule = new ReferencesRule();
        return Stream.of(
                new Fault(
                        "try",
                        rule,
                        "Service job-service selects 0 workloads",
                        in(
                                "Service",
                                "job-service",
                                "/spec/selector",
                                selector -> selector.put("app.kubernetes.io/name", "jobs"))),
                new Fault(
                        "try",
                        rule,
                        "does not select its own pods",
                        in(
                                "Deployment",
                                "job-worker",
                                "/spec/selector/matchLabels",
                                selector -> selector.put("app.kubernetes.io/name", "worker"))),
                new Fault(
                        "try",
                        rule,
                        "leads to port web",
                        manifests -> ((ObjectNode)
                                        manifests.get("Service", "gateway").at("/spec/ports/0"))
                                .put("targetPort", "web")),
                new Fault(
                        "try",
                        rule,
                        "readinessProbe asks port admin",
                        in(
                                "Deployment",
                                "billing-service",
                                CONTAINER + "/readinessProbe/httpGet",
                                probe -> probe.put("port", "admin"))),
                new Fault(
                        "try",
                        rule,
                        "runs as ServiceAccount nobody",
                        in("Deployment", "billing-service", POD, spec -> spec.put("serviceAccountName", "nobody"))),
                new Fault(
                        "try",
                        rule,
                        "reads the secret postgresql-job",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER,
                                container -> env(container, "QUARKUS_DATASOURCE_PASSWORD")
                                        .withObject("/valueFrom/secretKeyRef")
                                        .put("name", "postgresql-job"))),
                new Fault(
                        "try",
                        rule,
                        "reads the config map settings",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/envFrom/0/configMapRef",
                                map -> map.put("name", "settings"))),
                new Fault(
                        "try",
                        rule,
                        "mounts the claim media",
                        in(
                                "Deployment",
                                "job-worker",
                                POD,
                                spec -> spec.withArray("volumes").forEach(volume -> {
                                    if (volume.has("persistentVolumeClaim")) {
                                        ((ObjectNode) volume.path("persistentVolumeClaim")).put("claimName", "media");
                                    }
                                }))),
                new Fault(
                        "try",
                        rule,
                        "mounts cache, which is no volume",
                        in(
                                "Deployment",
                                "job-worker",
                                CONTAINER,
                                container -> container
                                        .withArray("volumeMounts")
                                        .addObject()
                                        .put("name", "cache"))),
                new Fault(
                        "try",
                        rule,
                        "no Service answers at tenants:8080",
                        manifests ->
                                configuration(manifests).put("SOTTO_SERVICES_TENANT_SERVICE", "http://tenants:8080")),
                new Fault(
                        "production",
                        rule,
                        "no Service answers at kafka-kafka-bootstrap:9092",
                        manifests ->
                                configuration(manifests).put("KAFKA_BOOTSTRAP_SERVERS", "kafka-kafka-bootstrap:9092")),
                new Fault(
                        "try",
                        rule,
                        "no Service answers at jobs:8080",
                        in(
                                "Deployment",
                                "gateway",
                                CONTAINER,
                                container -> container.withArray("args").add("job-service=jobs:8080"))),
                new Fault(
                        "try",
                        rule,
                        "selects no pod",
                        in(
                                "PodDisruptionBudget",
                                "gateway",
                                "/spec/selector/matchLabels",
                                selector -> selector.put("app.kubernetes.io/name", "gate"))),
                new Fault(
                        "production",
                        rule,
                        "scales no Deployment workers",
                        in(
                                "ScaledObject",
                                "job-worker",
                                "/spec/scaleTargetRef",
                                target -> target.put("name", "workers"))));
    }

    static Stream<Fault> restricted() {
        Rule rule = new RestrictedRule();
        return Stream.of(
                new Fault(
                        "try",
                        rule,
                        "enforces no profile",
                        in(
                                "Namespace",
                                "sotto",
                                "/metadata/labels",
                                labels -> labels.remove("pod-security.kubernetes.io/enforce"))),
                new Fault(
                        "try",
                        rule,
                        "may run as root",
                        in(
                                "Deployment",
                                "gateway",
                                POD + "/securityContext",
                                security -> security.remove("runAsNonRoot"))),
                new Fault(
                        "try",
                        rule,
                        "says no user",
                        in("Job", "migrate-job", POD + "/securityContext", security -> security.put("runAsUser", 0))),
                new Fault(
                        "try",
                        rule,
                        "has no seccomp profile",
                        in(
                                "Job",
                                "kafka-topics",
                                POD + "/securityContext",
                                security -> security.remove("seccompProfile"))),
                new Fault(
                        "try",
                        rule,
                        "is given a token",
                        in("StatefulSet", "kafka", POD, spec -> spec.remove("automountServiceAccountToken"))),
                new Fault(
                        "try",
                        rule,
                        "is given variables of Services",
                        in("Deployment", "job-service", POD, spec -> spec.remove("enableServiceLinks"))),
                new Fault(
                        "try",
                        rule,
                        "has hostNetwork",
                        in("Deployment", "job-service", POD, spec -> spec.put("hostNetwork", true))),
                new Fault(
                        "try",
                        rule,
                        "a volume of the kind hostPath",
                        in(
                                "Deployment",
                                "job-service",
                                POD,
                                spec -> spec.withArray("volumes").addObject().putObject("hostPath"))),
                new Fault(
                        "try",
                        rule,
                        "may gain privileges",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/securityContext",
                                security -> security.remove("allowPrivilegeEscalation"))),
                new Fault(
                        "try",
                        rule,
                        "is privileged",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/securityContext",
                                security -> security.put("privileged", true))),
                new Fault(
                        "try",
                        rule,
                        "writes its root file system",
                        in(
                                "StatefulSet",
                                "postgresql",
                                CONTAINER + "/securityContext",
                                security -> security.remove("readOnlyRootFilesystem"))),
                new Fault(
                        "try",
                        rule,
                        "keeps capabilities",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/securityContext",
                                security -> security.remove("capabilities"))),
                new Fault(
                        "try",
                        rule,
                        "takes a port of the node",
                        manifests -> ((ObjectNode)
                                        manifests.get("Deployment", "gateway").at(CONTAINER + "/ports/0"))
                                .put("hostPort", 80)),
                image("docker.io/library/postgres"),
                image("docker.io/library/postgres:latest"),
                image("docker.io/library/postgres:18"));
    }

    private static Fault image(String image) {
        return new Fault(
                "try",
                new RestrictedRule(),
                image + ", which is not one version",
                in("StatefulSet", "postgresql", CONTAINER, container -> container.put("image", image)));
    }

    static Stream<Fault> sizes() {
        Rule rule = new SizesRule();
        return Stream.of(
                new Fault(
                        "try",
                        rule,
                        "requests \"2Gi\" of memory",
                        in(
                                "Deployment",
                                "job-worker",
                                CONTAINER + "/resources/requests",
                                requests -> requests.put("memory", "2Gi"))),
                new Fault(
                        "try",
                        rule,
                        "with a limit of",
                        in(
                                "Deployment",
                                "job-worker",
                                CONTAINER + "/resources/limits",
                                limits -> limits.remove("cpu"))),
                new Fault(
                        "try",
                        rule,
                        "too near to its heap of 1400 MB",
                        in(
                                "Deployment",
                                "job-worker",
                                CONTAINER,
                                container -> env(container, "JAVA_TOOL_OPTIONS").put("value", "-Xmx1400m"))));
    }

    static Stream<Fault> availability() {
        Rule rule = new AvailabilityRule();
        return Stream.of(
                new Fault(
                        "try",
                        rule,
                        "before another is ready",
                        in(
                                "Deployment",
                                "job-service",
                                "/spec/strategy/rollingUpdate",
                                update -> update.put("maxUnavailable", 1))),
                new Fault(
                        "try",
                        rule,
                        "has no PodDisruptionBudget",
                        manifests -> manifests.documents().remove(manifests.get("PodDisruptionBudget", "job-worker"))),
                new Fault(
                        "production",
                        rule,
                        "from its Deployment and an autoscaler",
                        in("Deployment", "job-worker", "/spec", spec -> spec.put("replicas", 3))),
                new Fault(
                        "try",
                        rule,
                        "of which it sleeps 5",
                        in("Deployment", "job-service", POD, spec -> spec.put("terminationGracePeriodSeconds", 15))),
                new Fault(
                        "try",
                        rule,
                        "is killed after 20 s",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/startupProbe",
                                probe -> probe.put("failureThreshold", 10))),
                new Fault(
                        "try",
                        rule,
                        "does not ask the management port",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/livenessProbe/httpGet",
                                probe -> probe.put("port", "http"))),
                new Fault(
                        "try",
                        rule,
                        "has its probes mixed up",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER + "/livenessProbe/httpGet",
                                probe -> probe.put("path", "/q/health/ready"))),
                new Fault(
                        "try",
                        rule,
                        "on one node",
                        in("Deployment", "job-service", POD, spec -> spec.remove("topologySpreadConstraints"))),
                new Fault(
                        "try",
                        rule,
                        "tells them that they are 1",
                        in("Deployment", "job-service", "/spec", spec -> spec.put("replicas", 2))),
                new Fault(
                        "production",
                        rule,
                        "tells them that they are 2",
                        in("HorizontalPodAutoscaler", "job-service", "/spec", spec -> spec.put("minReplicas", 3))),
                new Fault(
                        "production",
                        rule,
                        "more than its topics have partitions",
                        in("HorizontalPodAutoscaler", "billing-service", "/spec", spec -> spec.put("maxReplicas", 9))),
                new Fault(
                        "try",
                        rule,
                        "no upgrade can change it",
                        in("Job", "migrate-job", "/spec", spec -> spec.remove("ttlSecondsAfterFinished"))),
                new Fault(
                        "try",
                        rule,
                        "lets no node be drained",
                        in("PodDisruptionBudget", "job-service", "/spec", spec -> spec.put("maxUnavailable", 0))),
                new Fault(
                        "try",
                        rule,
                        "lets no node be drained",
                        in(
                                "PodDisruptionBudget",
                                "job-service",
                                "/spec",
                                spec -> spec.put("minAvailable", 1).remove("maxUnavailable"))));
    }

    static Stream<Fault> network() {
        Rule rule = new NetworkRule();
        return Stream.of(
                new Fault(
                        "try",
                        rule,
                        "lets a stranger reach job-service:8080",
                        without("default-deny-ingress", "job-service", "from-gateway")),
                new Fault(
                        "try",
                        rule,
                        "lets migrate-job reach gateway:8080",
                        without("default-deny-egress", "names", "to-postgresql")),
                new Fault(
                        "try",
                        rule,
                        "stops job-worker reach tenant-service:8080",
                        in(
                                "NetworkPolicy",
                                "tenant-service",
                                "/spec",
                                spec -> drop(spec.at("/ingress/0/from"), "job-worker"))),
                new Fault(
                        "try",
                        rule,
                        "stops billing-service reach reseller-service:8080",
                        in(
                                "NetworkPolicy",
                                "billing-service",
                                "/spec",
                                spec -> drop(spec.at("/egress/0/to"), "reseller-service"))),
                new Fault(
                        "try",
                        rule,
                        "lets gateway reach job-service:9000",
                        in(
                                        "NetworkPolicy",
                                        "from-gateway",
                                        "/spec/ingress/0",
                                        rules -> rules.withArray("ports")
                                                .addObject()
                                                .put("port", "management"))
                                .andThen(in(
                                        "NetworkPolicy",
                                        "gateway",
                                        "/spec/egress/0",
                                        rules -> rules.withArray("ports")
                                                .addObject()
                                                .put("port", 9000)))),
                new Fault(
                        "try",
                        rule,
                        "lets gateway reach postgresql:5432",
                        in(
                                        "NetworkPolicy",
                                        "gateway",
                                        "/spec",
                                        spec -> spec.withArray("egress").addObject())
                                .andThen(in(
                                        "NetworkPolicy",
                                        "postgresql",
                                        "/spec",
                                        spec -> spec.withArray("ingress").addObject()))),
                new Fault(
                        "production",
                        rule,
                        "stops job-service reach kafka:9093",
                        in(
                                "NetworkPolicy",
                                "to-kafka",
                                "/spec/podSelector/matchLabels",
                                labels -> labels.put("app.kubernetes.io/component", "services"))),
                new Fault(
                        "production",
                        rule,
                        "stops envoy reach gateway:8080",
                        in(
                                "NetworkPolicy",
                                "from-gateway",
                                "/spec/ingress/0/from/0",
                                from -> from.remove("namespaceSelector"))),
                new Fault(
                        "try",
                        rule,
                        "reseller-service does not accept the key of billing-service",
                        in(
                                "Deployment",
                                "reseller-service",
                                CONTAINER,
                                container -> env(container, "SOTTO_INTERNAL_ACCEPTED_BILLING_SERVICE")
                                        .put("name", "SOTTO_INTERNAL_ACCEPTED"))));
    }

    static Stream<Fault> environment() {
        Rule rule = new EnvironmentRule();
        return Stream.of(
                new Fault(
                        "try",
                        rule,
                        "sets SOTTO_JOBS_WORKER,",
                        in(
                                "Deployment",
                                "job-worker",
                                CONTAINER,
                                container ->
                                        env(container, "SOTTO_JOBS_WORKERS").put("name", "SOTTO_JOBS_WORKER"))),
                new Fault(
                        "try",
                        rule,
                        "sets KAFKA_SERVERS,",
                        manifests -> configuration(manifests).put("KAFKA_SERVERS", "kafka:9092")),
                new Fault(
                        "try",
                        rule,
                        "--address, which the gateway does not know",
                        in(
                                "Deployment",
                                "gateway",
                                CONTAINER,
                                container -> container.withArray("args").add("--address"))),
                new Fault(
                        "try",
                        rule,
                        "lacks SOTTO_KEYS_URL",
                        manifests -> configuration(manifests).remove("SOTTO_KEYS_URL")),
                new Fault(
                        "try",
                        rule,
                        "Deployment tenant-service lacks SOTTO_PUBLIC_URL",
                        manifests -> configuration(manifests).remove("SOTTO_PUBLIC_URL")),
                new Fault(
                        "try",
                        rule,
                        "has logins that are not its own",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER,
                                container -> env(container, "QUARKUS_DATASOURCE_USERNAME")
                                        .put("value", "billing_app"))),
                new Fault(
                        "try",
                        rule,
                        "has the migrator's secret",
                        in(
                                "Deployment",
                                "job-service",
                                CONTAINER,
                                container -> container
                                        .withArray("env")
                                        .addObject()
                                        .withObject("/valueFrom/secretKeyRef")
                                        .put("name", "postgresql-job-migrator"))),
                new Fault(
                        "try",
                        rule,
                        "has other secrets than the migrator's",
                        in(
                                "Job",
                                "migrate-job",
                                CONTAINER,
                                container -> container
                                        .withArray("env")
                                        .addObject()
                                        .withObject("/valueFrom/secretKeyRef")
                                        .put("name", "internal-key-job-service"))));
    }

    static Stream<Fault> routesAndTopics() {
        return Stream.of(
                new Fault(
                        "production",
                        new RoutesRule(),
                        "no route: PathPrefix /api/v1/jobs ->",
                        manifests -> ((ArrayNode) manifests
                                        .get("HTTPRoute", "job-service")
                                        .at("/spec/rules"))
                                .forEach(rule -> {
                                    if (rule.at("/matches/0/path/value")
                                            .asText()
                                            .equals("/api/v1/jobs")) {
                                        ((ObjectNode) rule.at("/matches/0/path")).put("type", "Exact");
                                    }
                                })),
                new Fault(
                        "production",
                        new RoutesRule(),
                        "not a route: PathPrefix /api/v1/resellers -> reseller-service 60s, with cookies",
                        in("HTTPRoute", "reseller-service", "/spec/rules/0", rule -> rule.remove("filters"))),
                new Fault(
                        "production",
                        new RoutesRule(),
                        "not a route: something -> https",
                        manifests -> ((ArrayNode) ((ObjectNode) manifests
                                                .get("HTTPRoute", "https-only")
                                                .at("/spec/rules/0"))
                                        .putArray("matches"))
                                .addObject()),
                new Fault(
                        "try",
                        new KafkaRule(),
                        "no topic: media-changed 8 delete",
                        manifests -> topics(manifests, "media-changed 8", "media-changed 4")),
                new Fault(
                        "try",
                        new KafkaRule(),
                        "not a topic: plan-changes",
                        manifests -> topics(manifests, "plan-changed 4", "plan-changes 4")),
                new Fault(
                        "production",
                        new KafkaRule(),
                        "no topic: plan-changed 4 compact -1",
                        in(
                                "KafkaTopic",
                                "plan-changed",
                                "/spec/config",
                                config -> config.put("cleanup.policy", "delete"))),
                new Fault(
                        "production",
                        new KafkaRule(),
                        "no right of billing-service: topic job-completed Read",
                        in(
                                "KafkaUser",
                                "billing-service",
                                "",
                                user -> drop(user.at("/spec/authorization/acls"), "job-completed"))),
                new Fault(
                        "production",
                        new KafkaRule(),
                        "not a right of reseller-service: topic plan-changed Write",
                        in(
                                "KafkaUser",
                                "reseller-service",
                                "",
                                user -> ((ObjectNode) user.at("/spec/authorization/acls/0/resource"))
                                        .put("name", "plan-changed"))),
                new Fault(
                        "production",
                        new KafkaRule(),
                        "KafkaUser job-service has no cluster",
                        in(
                                "KafkaUser",
                                "job-service",
                                "/metadata/labels",
                                labels -> labels.put("strimzi.io/cluster", "events"))));
    }

    static Stream<Fault> alerts() {
        Rule rule = new AlertsRule();
        return Stream.of(
                alert(rule, "is no PromQL: error at", "expr", "sum by (rate(up[5m]))"),
                alert(rule, "asks for jobs_waiting, which no service has", "expr", "jobs_waiting > 1"),
                alert(rule, "not a alert with a runbook: SottoDown", "alert", "SottoDown"),
                new Fault(
                        "production",
                        rule,
                        "does not lead to its runbook",
                        in(
                                "PrometheusRule",
                                "sotto",
                                "/spec/groups/0/rules/0/annotations",
                                annotations -> annotations.remove("runbook_url"))),
                new Fault(
                        "production",
                        new NetworkRule(),
                        "lets a stranger reach job-service:9000",
                        in("NetworkPolicy", "from-monitoring", "/spec/ingress/0", rules -> rules.remove("from"))));
    }

    private static Fault alert(Rule rule, String finding, String member, String value) {
        return new Fault(
                "production",
                rule,
                finding,
                in("PrometheusRule", "sotto", "/spec/groups/0/rules/0", alert -> alert.put(member, value)));
    }

    @ParameterizedTest
    @MethodSource("schemaFaults")
    void theSchemasFindFaults(Fault fault) throws IOException {
        Optional<Schemas> schemas = Schemas.find();
        if (schemas.isEmpty()) {
            System.out.println("Not tried: the schemas of Kubernetes are not there.");
            return;
        }
        Manifests damaged = OverlaysTest.overlay(fault.overlay()).copy();

        fault.plant().accept(damaged);

        assertThat(schemas.get().findings(damaged)).anyMatch(finding -> finding.contains(fault.finding()));
    }

    static Stream<Fault> schemaFaults() {
        return Stream.of(
                new Fault(
                        "try",
                        null,
                        "replica",
                        in("Deployment", "job-service", "/spec", spec -> spec.put("replica", 2))),
                new Fault(
                        "try",
                        null,
                        "integer",
                        in("Deployment", "job-service", "/spec", spec -> spec.put("replicas", "two"))),
                new Fault(
                        "production",
                        null,
                        "instances",
                        in("Cluster", "postgresql", "/spec", spec -> spec.remove("instances"))),
                new Fault(
                        "production",
                        null,
                        "no schema of kafka.strimzi.io/v1beta2 Kafka",
                        in("Kafka", "kafka", "", kafka -> kafka.put("apiVersion", "kafka.strimzi.io/v1beta2"))));
    }

    private static Consumer<Manifests> in(String kind, String name, String path, Consumer<ObjectNode> damage) {
        return manifests -> damage.accept((ObjectNode) manifests.get(kind, name).at(path));
    }

    private static Consumer<Manifests> without(String... policies) {
        return manifests -> Stream.of(policies)
                .forEach(policy -> manifests.documents().remove(manifests.get("NetworkPolicy", policy)));
    }

    private static ObjectNode configuration(Manifests manifests) {
        return (ObjectNode) manifests.configMap("sotto").orElseThrow().path("data");
    }

    private static ObjectNode env(ObjectNode container, String name) {
        return (ObjectNode) Manifests.stream(container.path("env"))
                .filter(variable -> variable.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Removes the members of an array that mention a name. */
    private static void drop(JsonNode array, String name) {
        for (int i = array.size() - 1; i >= 0; i--) {
            if (array.get(i).toString().contains("\"" + name + "\"")) {
                ((ArrayNode) array).remove(i);
            }
        }
    }

    private static void topics(Manifests manifests, String from, String to) {
        ObjectNode data =
                (ObjectNode) manifests.configMap("kafka").orElseThrow().path("data");
        data.put("topics.txt", data.path("topics.txt").asText().replace("\n" + from, "\n" + to));
    }
}
