package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.e2e.isolation.Client;
import dev.sotto.e2e.isolation.Client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides what is wrong with an answer. */
final class Judge {
    private static final int FAILURE = 500;
    private static final String PROBLEM = "application/problem+json";

    /** Stack traces, class names, SQL statements and directories. */
    private static final Pattern INSIDE = Pattern.compile("\\bat [\\w.$/]+\\([\\w.]+(?::\\d+)?\\)"
            + "|\\b(?:java|javax|jakarta|dev\\.sotto|io\\.(?:quarkus|vertx|smallrye|netty)|org\\.(?:hibernate|jboss|postgresql)"
            + "|com\\.fasterxml)\\.[a-z]\\w*"
            + "|\\b\\w+(?:Exception|Error)\\b:|\\bselect .+ from \\w|\\brow-level security\\b");

    /** Answers of the gateway itself. Its README lists them; the services' OpenAPI documents do not. */
    private static final Map<String, Integer> AT_THE_DOOR = Map.of(
            "non-canonical-path", 400,
            "malformed-request", 400,
            "uri-too-long", 414,
            "headers-too-large", 431);

    private final Shapes shapes = new Shapes();

    /** Returns the faults, one per line. The same fault of another answer gives the same line. */
    List<String> faults(Documented operation, Reply reply) {
        List<String> faults = new ArrayList<>();
        if (reply.status() >= FAILURE) {
            faults.add("failed with " + reply.status());
        }
        if (INSIDE.matcher(reply.body()).find()) {
            faults.add("tells of the inside");
        }
        Optional<Map<String, JsonNode>> answer = operation.answer(reply.status());
        if (answer.isPresent()) {
            faults.addAll(shape(operation, answer.get(), reply));
        } else if (!isAtTheDoor(operation, reply)) {
            faults.add(reply.status() + " is not documented");
        }
        return faults;
    }

    private static boolean isAtTheDoor(Documented operation, Reply reply) {
        if (operation.isHead()) {
            return AT_THE_DOOR.containsValue(reply.status());
        }
        return reply.type().startsWith(PROBLEM)
                && Integer.valueOf(reply.status()).equals(AT_THE_DOOR.get(reply.problem()));
    }

    private List<String> shape(Documented operation, Map<String, JsonNode> schemas, Reply reply) {
        String type = reply.type().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (schemas.isEmpty() || operation.isHead()) {
            return reply.body().isEmpty() ? List.of() : List.of(reply.status() + " has a body, but none is documented");
        }
        if (!schemas.containsKey(type)) {
            return List.of(reply.status() + " comes as '" + type + "', which is not documented");
        }
        return type.endsWith("json") ? matched(operation, schemas.get(type), reply) : List.of();
    }

    private List<String> matched(Documented operation, JsonNode schema, Reply reply) {
        try {
            JsonNode body = Client.JSON.readTree(reply.body());
            List<String> faults = new ArrayList<>();
            shapes.mismatches(operation.api(), schema, body)
                    .forEach(each -> faults.add(reply.status() + " does not match its schema: " + each));
            if (reply.type().startsWith(PROBLEM) && body.path("status").asInt() != reply.status()) {
                faults.add(reply.status() + " says that it is another status");
            }
            return faults;
        } catch (JsonProcessingException e) {
            return List.of(reply.status() + " is not JSON");
        }
    }
}
