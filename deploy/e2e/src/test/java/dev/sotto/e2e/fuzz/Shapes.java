package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Matches JSON against the schemas of OpenAPI 3.1 (JSON Schema 2020-12), including formats. A schema with members
 * allows no other members unless it says so.
 */
final class Shapes {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final Map<JsonNode, JsonNode> closed = new ConcurrentHashMap<>();
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    /** Returns the mismatches, one per line. */
    List<String> mismatches(JsonNode api, JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, any -> compile(api, schema)).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    private JsonSchema compile(JsonNode api, JsonNode schema) {
        ObjectNode root = close(schema.deepCopy());
        root.set("$defs", closed.computeIfAbsent(api.at("/components/schemas"), parts -> close(parts.deepCopy())));
        return FACTORY.getSchema(root, CONFIG);
    }

    private static <T extends JsonNode> T close(T node) {
        node.forEach(Shapes::close);
        if (node instanceof ObjectNode object && object.has("$ref")) {
            object.put("$ref", object.path("$ref").asText().replace("#/components/schemas/", "#/$defs/"));
        }
        if (node instanceof ObjectNode object
                && object.path("type").asText().equals("object")
                && object.has("properties")
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        return node;
    }
}
