package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The schemas of Kubernetes and of operators, from an archive of their OpenAPI documents and resource definitions. */
final class Schemas implements Rule {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each schema by {@code apiVersion kind}. */
    private final Map<String, JsonNode> schemas = new HashMap<>();

    private final Map<String, JsonSchema> compiled = new HashMap<>();

    private Schemas(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().startsWith("openapi/")) {
                    addOpenApi(JSON.readTree(zip.getInputStream(entry)));
                } else if (entry.getName().endsWith(".yaml")) {
                    addDefinition(Manifests.YAML.readTree(zip.getInputStream(entry)));
                }
            }
        }
    }

    /** Returns the schemas; empty if the archive that a system property names is not there. */
    static Optional<Schemas> find() throws IOException {
        Path archive = Path.of(System.getProperty("kubernetes.schemas"));
        return Files.isRegularFile(archive) ? Optional.of(new Schemas(archive)) : Optional.empty();
    }

    private void addOpenApi(JsonNode document) {
        JsonNode components = document.at("/components/schemas");
        components.forEach(Schemas::close);
        components.fields().forEachRemaining(schema -> {
            for (JsonNode is : schema.getValue().path("x-kubernetes-group-version-kind")) {
                String group = is.path("group").asText();
                ObjectNode root = JSON.createObjectNode();
                root.put("$ref", "#/components/schemas/" + schema.getKey());
                root.putObject("components").set("schemas", components);
                schemas.put(
                        (group.isEmpty() ? "" : group + "/")
                                + is.path("version").asText() + " "
                                + is.path("kind").asText(),
                        root);
            }
        });
    }

    private void addDefinition(JsonNode definition) {
        for (JsonNode version : definition.at("/spec/versions")) {
            JsonNode schema = version.at("/schema/openAPIV3Schema");
            close(schema);
            String group = definition.at("/spec/group").asText();
            schemas.put(
                    group + "/" + version.path("name").asText() + " "
                            + definition.at("/spec/names/kind").asText(),
                    schema);
        }
    }

    /** Kubernetes drops or refuses members that a schema does not name. JSON Schema does not unless it is told. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            boolean open = object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
            if (object.path("properties").isObject() && !open && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            if (object.path("nullable").asBoolean() && object.path("type").isTextual()) {
                object.putArray("type").add(object.remove("type").asText()).add("null");
            }
            if (object.path("default").isObject()) {
                object.remove("default");
            }
        }
        if (schema instanceof ObjectNode || schema instanceof ArrayNode) {
            schema.forEach(Schemas::close);
        }
    }

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>();
        for (ObjectNode document : manifests.documents()) {
            String key = document.path("apiVersion").asText() + " " + Manifests.kind(document);
            String title = Manifests.kind(document) + " " + Manifests.name(document);
            if (!schemas.containsKey(key)) {
                findings.add(title + ": no schema of " + key);
                continue;
            }
            compiled.computeIfAbsent(key, this::compile)
                    .validate(document)
                    .forEach(fault -> findings.add(title + ": " + fault.getMessage()));
        }
        return findings;
    }

    private JsonSchema compile(String key) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemas.get(key));
    }
}
