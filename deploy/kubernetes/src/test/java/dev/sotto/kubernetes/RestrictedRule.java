package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The profile restricted of the Pod Security Standards, and somewhat more; images of exactly one version. */
final class RestrictedRule implements Rule {

    private static final Set<String> VOLUMES =
            Set.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret");
    private static final Pattern PINNED =
            Pattern.compile(".+@sha256:[0-9a-f]{64}|.+:v?\\d+\\.\\d+(\\.\\d+)?(-[A-Za-z0-9.-]+)?");

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>();
        manifests.of("Namespace").stream()
                .filter(namespace -> !namespace
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText()
                        .equals("restricted"))
                .forEach(namespace -> findings.add("Namespace " + Manifests.name(namespace) + " enforces no profile"));
        for (Pod pod : manifests.pods()) {
            checkPod(pod, findings);
            pod.containers().forEach(container -> checkContainer(pod, container, findings));
        }
        manifests
                .of("Cluster")
                .forEach(cluster ->
                        checkImage("Cluster " + Manifests.name(cluster), cluster.at("/spec/imageName"), findings));
        return findings;
    }

    private static void checkPod(Pod pod, List<String> findings) {
        JsonNode spec = pod.spec();
        JsonNode security = spec.path("securityContext");
        require(security.path("runAsNonRoot").asBoolean(), pod, "may run as root", findings);
        require(security.path("runAsUser").asInt() > 0, pod, "says no user", findings);
        require(
                security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
                pod,
                "has no seccomp profile",
                findings);
        require(isFalse(spec.path("automountServiceAccountToken")), pod, "is given a token of the API", findings);
        require(isFalse(spec.path("enableServiceLinks")), pod, "is given variables of Services", findings);
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(!spec.path(host).asBoolean(), pod, "has " + host, findings);
        }
        for (JsonNode volume : spec.path("volumes")) {
            volume.fieldNames()
                    .forEachRemaining(field -> require(
                            field.equals("name") || VOLUMES.contains(field),
                            pod,
                            "has a volume of the kind " + field,
                            findings));
        }
    }

    private static void checkContainer(Pod pod, JsonNode container, List<String> findings) {
        JsonNode security = container.path("securityContext");
        require(isFalse(security.path("allowPrivilegeEscalation")), pod, "may gain privileges", findings);
        require(!security.path("privileged").asBoolean(), pod, "is privileged", findings);
        require(security.path("readOnlyRootFilesystem").asBoolean(), pod, "writes its root file system", findings);
        require(
                security.at("/capabilities/drop/0").asText().equals("ALL")
                        && security.at("/capabilities/add").isMissingNode(),
                pod,
                "keeps capabilities",
                findings);
        for (JsonNode port : container.path("ports")) {
            require(port.path("hostPort").isMissingNode(), pod, "takes a port of the node", findings);
        }
        checkImage(pod.title(), container.path("image"), findings);
    }

    private static void checkImage(String title, JsonNode image, List<String> findings) {
        if (!PINNED.matcher(image.asText()).matches()) {
            findings.add(title + " takes the image " + image.asText() + ", which is not one version");
        }
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }

    private static void require(boolean holds, Pod pod, String fault, List<String> findings) {
        if (!holds) {
            findings.add(pod.title() + " " + fault);
        }
    }
}
