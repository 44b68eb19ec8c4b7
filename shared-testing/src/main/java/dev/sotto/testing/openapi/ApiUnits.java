package dev.sotto.testing.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the units of numbers in an OpenAPI document: each number in a schema or query has its unit in its name, for
 * example {@code audio_ms}, or a description.
 */
public final class ApiUnits {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAMES_UNIT = Pattern.compile(".*_(ms|bytes|mb|minutes|per_minute)");
    /** Numbers without a unit. */
    private static final Set<String> NO_QUANTITIES = Set.of("version", "workflow_version", "status");

    private final JsonNode api;

    /** @param document the JSON document that a service serves */
    public ApiUnits(String document) {
        try {
            this.api = JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /**
     * Returns the numbers without a unit and without a description, for example {@code JobView.attempt}; empty if there
     * are none.
     */
    public List<String> findings() {
        List<String> findings = new ArrayList<>();
        api.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .properties()
                        .forEach(member -> look(
                                schema.getKey() + ".",
                                member.getKey(),
                                member.getValue(),
                                member.getValue(),
                                findings)));
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .forEach(operation -> operation
                                .path("parameters")
                                .forEach(parameter -> look(
                                        path.getKey() + "?",
                                        parameter.path("name").asText(),
                                        parameter.path("schema"),
                                        parameter,
                                        findings))));
        return findings;
    }

    private static void look(String owner, String name, JsonNode schema, JsonNode described, List<String> findings) {
        if ((isNumber(schema) || isNumber(schema.path("additionalProperties")))
                && !NO_QUANTITIES.contains(name)
                && !NAMES_UNIT.matcher(name).matches()
                && !described.hasNonNull("description")) {
            findings.add(owner + name);
        }
    }

    private static boolean isNumber(JsonNode schema) {
        return Set.of("integer", "number").contains(schema.path("type").asText())
                || schema.path("format").asText().equals("decimal")
                || schema.path("$ref").asText().endsWith("/Decimal");
    }
}
