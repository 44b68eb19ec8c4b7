package dev.sotto.kubernetes;

import dev.sotto.kubernetes.Network.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network lets through who calls whom, and nothing else. */
final class NetworkRule implements Rule {

    private static final int HTTP = 8080;
    private static final int MANAGEMENT = 9000;

    @Override
    public List<String> findings(Manifests manifests) {
        Map<String, Peer> peers = peers(manifests);
        Map<String, Pod> pods = new LinkedHashMap<>();
        manifests.pods().forEach(pod -> pods.put(pod.name(), pod));
        Network network = new Network(manifests);
        List<String> findings = new ArrayList<>();
        // What leaves the namespace is for others to guard.
        peers.forEach((from, caller) -> peers.forEach((to, called) -> {
            if (!called.namespace().equals(Network.NAMESPACE)) {
                return;
            }
            for (int port : Set.of(HTTP, MANAGEMENT, 5432, 9092, 9093)) {
                boolean wanted = isWanted(from, to, port, pods, manifests);
                if (network.lets(caller, called, port) != wanted) {
                    findings.add("the network " + (wanted ? "stops " : "lets ") + from + " reach " + to + ":" + port);
                }
            }
        }));
        for (String service : Project.SERVICES) {
            manifests.pod(service).ifPresent(pod -> checkKeys(pod, findings));
        }
        return findings;
    }

    private static Map<String, Peer> peers(Manifests manifests) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        manifests.pods().forEach(pod -> peers.put(pod.name(), Peer.of(pod)));
        // Those that operators make.
        if (!manifests.of("Cluster").isEmpty()) {
            peers.put("postgresql", new Peer(Network.NAMESPACE, Map.of("cnpg.io/cluster", "postgresql"), Map.of()));
        }
        if (!manifests.of("Kafka").isEmpty()) {
            peers.put(
                    "kafka",
                    new Peer(
                            Network.NAMESPACE,
                            Map.of("strimzi.io/cluster", "kafka", "strimzi.io/kind", "Kafka"),
                            Map.of()));
        }
        if (!manifests.of("Gateway").isEmpty()) {
            peers.put(
                    "envoy",
                    new Peer(
                            "envoy-gateway-system",
                            Map.of("gateway.envoyproxy.io/owning-gateway-name", "sotto"),
                            Map.of()));
        }
        if (!manifests.of("PodMonitor").isEmpty()) {
            peers.put("prometheus", new Peer("monitoring", Map.of("app.kubernetes.io/name", "prometheus"), Map.of()));
        }
        peers.put("a stranger", new Peer("default", Map.of(), Map.of()));
        return peers;
    }

    private static boolean isWanted(String from, String to, int port, Map<String, Pod> pods, Manifests manifests) {
        Optional<Pod> caller = Optional.ofNullable(pods.get(from));
        boolean isService = caller.map(Pod::isService).orElse(false);
        if (to.equals("postgresql")) {
            boolean isMigration = caller.map(pod -> pod.isMigration() || from.equals("database-roles"))
                    .orElse(false);
            // The instances of the operator's cluster replicate from each other.
            boolean isItself = from.equals(to) && caller.isEmpty();
            return port == 5432 && (isService || isMigration || isItself);
        }
        if (to.equals("kafka")) {
            boolean isLocal = manifests.of("Kafka").isEmpty();
            boolean isOther = isLocal && (from.equals("kafka-topics") || from.equals("kafka"));
            return port == (isLocal ? 9092 : 9093) && (isService || isOther);
        }
        if (port == MANAGEMENT && from.equals("prometheus")) {
            return Optional.ofNullable(pods.get(to)).map(Pod::isService).orElse(false);
        }
        if (port != HTTP) {
            return false;
        }
        boolean isLocal = manifests.of("Gateway").isEmpty();
        if (to.equals("gateway")) {
            // The local gateway is for everybody whom the cluster lets in.
            return isLocal ? mayLeave(caller) : from.equals("envoy");
        }
        if (!Project.SERVICES.contains(to)) {
            return false;
        }
        return from.equals(isLocal ? "gateway" : "envoy")
                || isService && Calls.all(caller.get().program()).contains(to);
    }

    /** Whether its way out is not closed, as Sotto's own pods' is. */
    private static boolean mayLeave(Optional<Pod> caller) {
        return caller.map(pod -> !"sotto".equals(pod.labels().get("app.kubernetes.io/part-of")))
                .orElse(true);
    }

    /** A service accepts the keys of those that call it, and no other's. */
    private static void checkKeys(Pod pod, List<String> findings) {
        for (String other : Project.SERVICES) {
            String variable = "SOTTO_INTERNAL_ACCEPTED_"
                    + other.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
            boolean accepts = pod.containers().stream()
                    .flatMap(container -> Manifests.stream(container.path("env")))
                    .anyMatch(one -> one.path("name").asText().equals(variable)
                            && one.at("/valueFrom/secretKeyRef/name").asText().equals("internal-key-" + other));
            if (accepts != Calls.internal(other).contains(pod.name())) {
                findings.add(pod.name() + (accepts ? " accepts " : " does not accept ") + "the key of " + other);
            }
        }
    }
}
