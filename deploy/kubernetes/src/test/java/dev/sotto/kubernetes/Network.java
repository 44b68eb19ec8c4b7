package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the network policies let through. */
final class Network {

    static final String NAMESPACE = "sotto";

    private final List<JsonNode> policies = new ArrayList<>();

    Network(Manifests manifests) {
        policies.addAll(manifests.of("NetworkPolicy"));
        manifests.of("Kafka").forEach(kafka -> policies.add(ofListener(kafka)));
    }

    /**
     * One end of a connection.
     *
     * @param ports the numbers of its ports by their names
     */
    record Peer(String namespace, Map<String, String> labels, Map<String, Integer> ports) {

        static Peer of(Pod pod) {
            Map<String, Integer> ports = new java.util.HashMap<>();
            pod.containers()
                    .forEach(container -> container
                            .path("ports")
                            .forEach(port -> ports.put(
                                    port.path("name").asText(),
                                    port.path("containerPort").asInt())));
            return new Peer(NAMESPACE, pod.labels(), ports);
        }
    }

    /** Strimzi makes a policy of the peers of a listener. */
    private static ObjectNode ofListener(JsonNode kafka) {
        JsonNode listener = kafka.at("/spec/kafka/listeners/0");
        ObjectNode policy = Manifests.YAML.createObjectNode();
        policy.putObject("metadata").put("name", "of the listener");
        ObjectNode spec = policy.putObject("spec");
        spec.putObject("podSelector").putObject("matchLabels").put("strimzi.io/cluster", Manifests.name(kafka));
        spec.putArray("policyTypes").add("Ingress");
        ObjectNode rule = spec.putArray("ingress").addObject();
        rule.set("from", listener.path("networkPolicyPeers"));
        rule.putArray("ports").addObject().set("port", listener.path("port"));
        return policy;
    }

    /** Whether a connection from one to another is let out and in. */
    boolean lets(Peer from, Peer to, int port) {
        return passes(from, to, to, port, "Egress") && passes(to, from, to, port, "Ingress");
    }

    private boolean passes(Peer guarded, Peer other, Peer listening, int port, String direction) {
        List<JsonNode> applying = policies.stream()
                .filter(policy -> guarded.namespace().equals(NAMESPACE))
                .filter(policy -> Labels.match(policy.at("/spec/podSelector"), guarded.labels()))
                .filter(policy -> Manifests.stream(policy.at("/spec/policyTypes"))
                        .anyMatch(type -> type.asText().equals(direction)))
                .toList();
        String rules = direction.equals("Egress") ? "egress" : "ingress";
        String peers = direction.equals("Egress") ? "to" : "from";
        return applying.isEmpty()
                || applying.stream()
                        .flatMap(policy -> Manifests.stream(policy.path("spec").path(rules)))
                        .anyMatch(
                                rule -> isPeer(rule.path(peers), other) && isPort(rule.path("ports"), listening, port));
    }

    private static boolean isPeer(JsonNode peers, Peer peer) {
        return peers.isMissingNode() || Manifests.stream(peers).anyMatch(one -> isOne(one, peer));
    }

    private static boolean isOne(JsonNode one, Peer peer) {
        if (one.has("ipBlock")) {
            // Addresses outside the cluster; those of pods are private.
            return false;
        }
        boolean namespace = one.has("namespaceSelector")
                ? Labels.match(one.path("namespaceSelector"), Map.of("kubernetes.io/metadata.name", peer.namespace()))
                : peer.namespace().equals(NAMESPACE);
        return namespace && Labels.match(one.path("podSelector"), peer.labels());
    }

    private static boolean isPort(JsonNode ports, Peer listening, int port) {
        return ports.isMissingNode()
                || Manifests.stream(ports)
                        .filter(one -> one.path("protocol").asText("TCP").equals("TCP"))
                        .map(one -> one.path("port"))
                        .anyMatch(one -> one.isInt()
                                ? one.asInt() == port
                                : Integer.valueOf(port).equals(listening.ports().get(one.asText())));
    }
}
