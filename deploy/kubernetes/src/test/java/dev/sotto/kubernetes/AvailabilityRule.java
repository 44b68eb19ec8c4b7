package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.model.events.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pods come and go without a failed request: probes, grace, disruption budgets, numbers of replicas. */
final class AvailabilityRule implements Rule {

    private static final int SHUTDOWN_SECONDS =
            Integer.parseInt(Project.all("quarkus\\.shutdown\\.timeout=(\\d+)s", Project.read(KafkaAccess.COMMON))
                    .get(0));
    /** A service is given this long to start, on a busy node. */
    private static final int START_SECONDS = 90;

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>();
        for (Pod pod : manifests.pods()) {
            if (pod.kind().equals("Deployment")) {
                checkDeployment(pod, manifests, findings);
            }
            if (pod.isService()) {
                checkService(pod, manifests, findings);
            }
            if (pod.kind().equals("Job")
                    && !pod.workload().at("/spec/ttlSecondsAfterFinished").isInt()) {
                findings.add(pod.title() + " stays when it is done, and no upgrade can change it");
            }
        }
        manifests.of("PodDisruptionBudget").forEach(budget -> checkBudget(budget, manifests, findings));
        return findings;
    }

    private static void checkDeployment(Pod pod, Manifests manifests, List<String> findings) {
        JsonNode update = pod.workload().at("/spec/strategy/rollingUpdate");
        if (!update.path("maxUnavailable").asText().equals("0")) {
            findings.add(pod.title() + " takes a pod away before another is ready");
        }
        if (manifests.of("PodDisruptionBudget").stream()
                .noneMatch(budget -> Labels.match(budget.at("/spec/selector"), pod.labels()))) {
            findings.add(pod.title() + " has no PodDisruptionBudget");
        }
        if (scaler(manifests, pod).isPresent()
                == pod.workload().at("/spec/replicas").isInt()) {
            findings.add(pod.title() + " has its replicas from none, or from its Deployment and an autoscaler");
        }
        JsonNode container = pod.containers().get(0);
        int sleep = container.at("/lifecycle/preStop/sleep/seconds").asInt();
        int grace = pod.spec().path("terminationGracePeriodSeconds").asInt();
        if (sleep < 1 || grace < sleep + SHUTDOWN_SECONDS + 5) {
            findings.add(pod.title() + " has " + grace + " s to end, of which it sleeps " + sleep);
        }
        JsonNode startup = container.path("startupProbe");
        int start = startup.path("periodSeconds").asInt(10)
                * startup.path("failureThreshold").asInt(3);
        int least = pod.isService() ? START_SECONDS : START_SECONDS / 2;
        if (startup.isMissingNode() || start < least) {
            findings.add(pod.title() + " is killed after " + start + " s if it has not started");
        }
    }

    private static void checkService(Pod pod, Manifests manifests, List<String> findings) {
        JsonNode container = pod.containers().get(0);
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            if (!container.path(probe).at("/httpGet/port").asText().equals("management")) {
                findings.add(pod.title() + ": " + probe + " does not ask the management port");
            }
        }
        if (!container.at("/livenessProbe/httpGet/path").asText().equals("/q/health/live")
                || !container.at("/readinessProbe/httpGet/path").asText().equals("/q/health/ready")) {
            findings.add(pod.title() + " has its probes mixed up");
        }
        if (pod.spec().path("topologySpreadConstraints").isEmpty()) {
            findings.add(pod.title() + " may have all its pods on one node");
        }
        Optional<ObjectNode> scaler = scaler(manifests, pod);
        int fewest = scaler.map(AvailabilityRule::fewest)
                .orElse(pod.workload().at("/spec/replicas").asInt());
        String told = pod.environment(manifests).get("SOTTO_REPLICAS");
        boolean isApi = pod.name().equals(pod.program());
        if (isApi && !String.valueOf(fewest).equals(told)) {
            findings.add(pod.title() + " runs " + fewest + " replicas and tells them that they are " + told);
        }
        int most = scaler.map(AvailabilityRule::most).orElse(fewest);
        if (isApi && most > fewestPartitions(pod.program())) {
            findings.add(pod.title() + " may have " + most + " replicas, more than its topics have partitions");
        }
    }

    private static int fewestPartitions(String service) {
        List<String> read = KafkaAccess.reads(service);
        return List.of(Topic.values()).stream()
                .filter(topic -> read.contains(topic.topicName()))
                .mapToInt(Topic::partitions)
                .min()
                .orElseThrow();
    }

    private static Optional<ObjectNode> scaler(Manifests manifests, Pod pod) {
        return manifests.of("HorizontalPodAutoscaler", "ScaledObject").stream()
                .filter(one -> one.at("/spec/scaleTargetRef/name").asText().equals(pod.name()))
                .findFirst();
    }

    private static int fewest(JsonNode scaler) {
        return scaler.at("/spec/minReplicas")
                .asInt(scaler.at("/spec/minReplicaCount").asInt());
    }

    private static int most(JsonNode scaler) {
        return scaler.at("/spec/maxReplicas")
                .asInt(scaler.at("/spec/maxReplicaCount").asInt());
    }

    private static void checkBudget(JsonNode budget, Manifests manifests, List<String> findings) {
        for (Pod pod : manifests.pods()) {
            if (!Labels.match(budget.at("/spec/selector"), pod.labels())) {
                continue;
            }
            int fewest = scaler(manifests, pod)
                    .map(AvailabilityRule::fewest)
                    .orElse(pod.workload().at("/spec/replicas").asInt());
            JsonNode available = budget.at("/spec/minAvailable");
            JsonNode unavailable = budget.at("/spec/maxUnavailable");
            boolean blocks = available.isMissingNode()
                    ? List.of("0", "0%", "").contains(unavailable.asText())
                    : available.asText().equals("100%") || available.asInt() >= fewest;
            if (blocks) {
                findings.add("PodDisruptionBudget " + Manifests.name(budget) + " lets no node be drained");
            }
        }
    }
}
