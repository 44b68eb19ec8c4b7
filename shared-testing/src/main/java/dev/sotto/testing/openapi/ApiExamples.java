package dev.sotto.testing.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks the examples of an OpenAPI document: each JSON request and each JSON response of each operation, including
 * refusals, has a schema and at least one valid example.
 */
public final class ApiExamples {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode api;
    private final List<String> findings = new ArrayList<>();

    /** @param document the JSON document that a service serves */
    public ApiExamples(String document) {
        try {
            this.api = JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** Returns missing schemas, missing examples and invalid examples, as sentences; empty if there are none. */
    public List<String> findings() {
        findings.clear();
        api.path("paths")
                .forEach(path -> path.properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .forEach(member -> look(member.getValue())));
        return List.copyOf(findings);
    }

    private void look(JsonNode operation) {
        String id = operation.path("operationId").asText();
        lookAt(id + ", body", operation.path("requestBody"));
        operation
                .path("responses")
                .properties()
                .forEach(answer -> lookAt(id + ", answer " + answer.getKey(), answer.getValue()));
    }

    private void lookAt(String where, JsonNode message) {
        resolved(message).path("content").properties().stream()
                .filter(each -> each.getKey().endsWith("json"))
                .forEach(each -> lookAt(where + " as " + each.getKey(), each.getValue(), examples(each.getValue())));
    }

    private void lookAt(String where, JsonNode media, List<JsonNode> examples) {
        if (!media.has("schema")) {
            findings.add(where + ": no schema");
            return;
        }
        if (examples.isEmpty()) {
            findings.add(where + ": no example");
        }
        JsonSchema schema = schema(media.path("schema"));
        examples.forEach(example -> schema.validate(example)
                .forEach(fault -> findings.add(where + ": " + fault.getMessage() + " in " + example)));
    }

    private List<JsonNode> examples(JsonNode media) {
        List<JsonNode> examples = new ArrayList<>();
        if (media.has("example")) {
            examples.add(media.path("example"));
        }
        media.path("examples").forEach(each -> examples.add(resolved(each).path("value")));
        return examples;
    }

    /** Adds the document's components to the schema, so that references resolve. */
    private JsonSchema schema(JsonNode node) {
        ObjectNode whole = node.deepCopy();
        whole.set("components", api.path("components"));
        return SCHEMAS.getSchema(whole, WITH_FORMATS);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }
}
