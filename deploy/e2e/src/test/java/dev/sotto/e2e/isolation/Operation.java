package dev.sotto.e2e.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sotto.servers.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One operation of the OpenAPI documents.
 *
 * @param ids the places of ids in its requests: {@code path:id}, {@code query:tenant_id}, {@code body:/plan_id}
 * @param members the member names of its JSON body; empty without a body
 */
public record Operation(
        String id,
        String method,
        String path,
        Set<String> ids,
        Set<String> members,
        boolean multipart,
        boolean idempotent,
        boolean paged) {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete");

    /** Returns all operations of the four documents, from the checkout in which this class was built. */
    public static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        for (String service : Databases.SERVICES) {
            JsonNode api = document(service);
            api.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(member -> METHODS.contains(member.getKey()))
                            .forEach(member -> all.add(of(api, path.getKey(), member.getKey(), member.getValue()))));
        }
        return all;
    }

    public static JsonNode document(String service) {
        try {
            return YAML.readTree(
                    Path.of("../../docs/openapi", service + "-service.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation of(JsonNode api, String path, String method, JsonNode operation) {
        Set<String> ids = new LinkedHashSet<>();
        boolean idempotent = false;
        boolean paged = false;
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asText();
            idempotent |= name.equals("Idempotency-Key");
            paged |= name.equals("cursor");
            if (isId(name, parameter.path("schema"))) {
                ids.add(parameter.path("in").asText() + ":" + name);
            }
        }
        Set<String> members = new LinkedHashSet<>();
        JsonNode content = operation.path("requestBody").path("content");
        boolean multipart = content.has("multipart/form-data");
        Iterator<JsonNode> bodies = content.elements();
        if (bodies.hasNext()) {
            JsonNode schema = resolved(api, bodies.next().path("schema"));
            schema.path("properties").properties().forEach(member -> {
                members.add(member.getKey());
                if (isId(member.getKey(), member.getValue())) {
                    ids.add(multipart ? "form:" + member.getKey() : "body:/" + member.getKey());
                }
            });
        }
        return new Operation(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                ids,
                members,
                multipart,
                idempotent,
                paged);
    }

    private static JsonNode resolved(JsonNode api, JsonNode schema) {
        return schema.has("$ref") ? api.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    private static boolean isId(String name, JsonNode schema) {
        return name.endsWith("_id")
                // The id of a person who acted, or the name of a task.
                || name.equals("actor")
                || schema.path("$ref").asText().endsWith("/UUID")
                || schema.path("format").asText().equals("uuid");
    }

    @Override
    public String toString() {
        return id + " (" + method + " " + path + ")";
    }
}
