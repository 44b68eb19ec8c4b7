package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an OpenAPI document says about one operation.
 *
 * @param api the document
 * @param node the operation in it
 */
record Documented(JsonNode api, String path, JsonNode node) {

    /** Returns the operations of a document by their ids. */
    static Map<String, Documented> of(JsonNode api) {
        Map<String, Documented> all = new LinkedHashMap<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    if (operation.has("operationId")) {
                        all.put(operation.path("operationId").asText(), new Documented(api, path.getKey(), operation));
                    }
                }));
        return all;
    }

    String id() {
        return node.path("operationId").asText();
    }

    /** Returns whether its answers have no bodies. */
    boolean isHead() {
        return api.path("paths").path(path).path("head") == node;
    }

    /** A parameter's name and its schema. */
    record Parameter(String name, JsonNode schema) {}

    /** @param in path, query or header */
    List<Parameter> parameters(String in) {
        List<Parameter> parameters = new ArrayList<>();
        node.path("parameters").forEach(each -> {
            if (each.path("in").asText().equals(in)) {
                parameters.add(new Parameter(each.path("name").asText(), resolved(each.path("schema"))));
            }
        });
        return parameters;
    }

    /** Returns the schema of the body; empty without a body. */
    Optional<JsonNode> body() {
        for (JsonNode content : node.path("requestBody").path("content")) {
            return Optional.of(resolved(content.path("schema")));
        }
        return Optional.empty();
    }

    /**
     * Returns the schemas of a response by media type; an empty map without a body, and an empty result if the response
     * is not documented.
     */
    Optional<Map<String, JsonNode>> answer(int status) {
        JsonNode answer = resolved(node.path("responses").path(Integer.toString(status)));
        if (answer.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        answer.path("content")
                .properties()
                .forEach(content -> schemas.put(
                        content.getKey().toLowerCase(Locale.ROOT),
                        content.getValue().path("schema")));
        return Optional.of(schemas);
    }

    /** Resolves a reference, and adds the members beside it. */
    JsonNode resolved(JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        JsonNode there = resolved(api.at(schema.path("$ref").asText().substring(1)));
        if (schema.size() == 1 || !there.isObject()) {
            return there;
        }
        ObjectNode both = there.deepCopy();
        schema.properties().forEach(member -> both.set(member.getKey(), member.getValue()));
        both.remove("$ref");
        return both;
    }
}
