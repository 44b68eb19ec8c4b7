package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All documents of an overlay. */
record Manifests(List<ObjectNode> documents) {

    static final YAMLMapper YAML = new YAMLMapper();

    static Manifests parse(String yaml) {
        try (MappingIterator<ObjectNode> documents =
                YAML.readerFor(ObjectNode.class).readValues(yaml)) {
            return new Manifests(new ArrayList<>(documents.readAll()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a copy that a test may damage. */
    Manifests copy() {
        return new Manifests(
                new ArrayList<>(documents.stream().map(ObjectNode::deepCopy).toList()));
    }

    List<ObjectNode> of(String... kinds) {
        return documents.stream()
                .filter(document -> List.of(kinds).contains(kind(document)))
                .toList();
    }

    Optional<ObjectNode> find(String kind, String name) {
        return of(kind).stream().filter(document -> name(document).equals(name)).findFirst();
    }

    ObjectNode get(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new IllegalStateException("no " + kind + " " + name));
    }

    /** Returns the pods that the workloads make. */
    List<Pod> pods() {
        return of("Deployment", "StatefulSet", "Job").stream().map(Pod::of).toList();
    }

    Optional<Pod> pod(String name) {
        return pods().stream().filter(pod -> pod.name().equals(name)).findFirst();
    }

    /** Returns the only config map whose name begins so; Kustomize adds the hash of its contents. */
    Optional<ObjectNode> configMap(String name) {
        return of("ConfigMap").stream()
                .filter(map -> name(map).matches(name + "-[a-z0-9]{10}"))
                .findFirst();
    }

    static String kind(JsonNode document) {
        return document.path("kind").asText();
    }

    static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }
}
