package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod as its workload describes it.
 *
 * @param workload the Deployment, StatefulSet or Job
 */
record Pod(String kind, String name, Map<String, String> labels, JsonNode spec, ObjectNode workload) {

    static Pod of(ObjectNode workload) {
        JsonNode template = workload.at("/spec/template");
        return new Pod(
                Manifests.kind(workload),
                Manifests.name(workload),
                labels(template.at("/metadata/labels")),
                template.path("spec"),
                workload);
    }

    static Map<String, String> labels(JsonNode labels) {
        Map<String, String> found = new LinkedHashMap<>();
        labels.fields()
                .forEachRemaining(
                        label -> found.put(label.getKey(), label.getValue().asText()));
        return found;
    }

    String title() {
        return kind + " " + name;
    }

    /** Whether it is a service of Sotto, or a worker of one. */
    boolean isService() {
        return "service".equals(labels.get("app.kubernetes.io/component"));
    }

    boolean isMigration() {
        return "migration".equals(labels.get("app.kubernetes.io/component"));
    }

    /** Returns the service whose program it runs: {@code job-service} for {@code job-worker}. */
    String program() {
        String image = containers().get(0).path("image").asText().replaceAll("[:@].*", "");
        return image.substring(image.lastIndexOf('/') + 1);
    }

    List<JsonNode> containers() {
        List<JsonNode> all = new ArrayList<>();
        spec.path("initContainers").forEach(all::add);
        spec.path("containers").forEach(all::add);
        return all;
    }

    /** Returns the number of a port that is given by number or name; empty if no container has one of that name. */
    Optional<Integer> port(JsonNode port) {
        if (port.isInt()) {
            return Optional.of(port.asInt());
        }
        return containers().stream()
                .flatMap(container -> Manifests.stream(container.path("ports")))
                .filter(declared -> declared.path("name").asText().equals(port.asText()))
                .map(declared -> declared.path("containerPort").asInt())
                .findFirst();
    }

    /** Returns the environment of its first container that is written out, without what comes from secrets. */
    Map<String, String> environment(Manifests manifests) {
        Map<String, String> all = new LinkedHashMap<>();
        JsonNode container = containers().get(containers().size() - 1);
        container
                .path("envFrom")
                .forEach(from -> manifests
                        .find("ConfigMap", from.at("/configMapRef/name").asText())
                        .ifPresent(map -> map.path("data")
                                .fields()
                                .forEachRemaining(entry ->
                                        all.put(entry.getKey(), entry.getValue().asText()))));
        container
                .path("env")
                .forEach(variable -> all.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return all;
    }
}
