package dev.sotto.e2e.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sotto.e2e.isolation.Client.Ask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How to call an operation, from {@code requests.yaml}. */
public record Template(Operation operation, JsonNode node) {
    private static final Pattern THING = Pattern.compile("\\$\\{(\\+?)([a-z-]+)}");
    private static final int NOT_FOUND = 404;

    public static JsonNode readAll() {
        try (InputStream in = Template.class.getResourceAsStream("/isolation/requests.yaml")) {
            return Operation.YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The type of the resource whose id belongs in a place. */
    public record Thing(String type, boolean usedUp) {}

    /** Returns the places of ids, for example {@code path:id}. */
    public Map<String, Thing> things() {
        Map<String, Thing> things = new LinkedHashMap<>();
        for (String part : new String[] {"path", "query", "body", "form", "metadata"}) {
            node.path(part).properties().forEach(member -> {
                Matcher thing = THING.matcher(member.getValue().asText());
                if (thing.matches()) {
                    String slash = part.equals("body") ? "/" : "";
                    things.put(
                            part + ":" + slash + member.getKey(),
                            new Thing(thing.group(2), !thing.group(1).isEmpty()));
                }
            });
        }
        return things;
    }

    /** Returns whether the operation disturbs others and must therefore run last. */
    public boolean isLast() {
        return node.path("last").asBoolean();
    }

    /** Returns the status for an id that does not exist, in this place. */
    int absent(String place, String kind) {
        JsonNode told = node.path(place);
        int usual = node.path("absent").asInt(NOT_FOUND);
        return told.isObject() ? told.path(kind).asInt(told.path("").asInt(usual)) : told.asInt(usual);
    }

    /**
     * Builds a request.
     *
     * @param owner the owner of the words in it
     * @param ids returns the id for each place
     */
    public Ask ask(World world, String kind, Person caller, Person owner, BiFunction<String, Thing, String> ids) {
        Map<String, String> values = new LinkedHashMap<>();
        things().forEach((place, thing) -> values.put(place, ids.apply(place, thing)));
        String path = operation.path();
        for (Map.Entry<String, JsonNode> member : node.path("path").properties()) {
            JsonNode value = member.getValue();
            String text = value.isObject()
                    ? value.path(value.has(kind) ? kind : "").asText()
                    : values.getOrDefault("path:" + member.getKey(), value.asText());
            path = path.replace("{" + member.getKey() + "}", text);
        }
        String query = node.path("query").properties().stream()
                .map(member -> member.getKey() + "="
                        + values.getOrDefault(
                                "query:" + member.getKey(), member.getValue().asText()))
                .collect(Collectors.joining("&"));
        path += query.isEmpty() ? "" : "?" + query;
        if (node.has("workflow")) {
            return Ask.json(operation.method(), path, World.json(world.things.workflow(owner)));
        }
        if (node.has("form")) {
            return world.things.upload(owner, Map.of("workflow_id", values.get("form:workflow_id")), 200);
        }
        if (node.has("metadata")) {
            return world.things.resumable(owner, values.get("metadata:workflow_id"));
        }
        if (node.has("bytes")) {
            return Things.firstBytes(path);
        }
        if (node.has("body")) {
            ObjectNode body = node.path("body").deepCopy();
            body.properties()
                    .forEach(member -> member.setValue(filled(
                            world, caller, owner.party(), member.getValue(), values.get("body:/" + member.getKey()))));
            return based(Ask.json(operation.method(), path, body.toString()));
        }
        return based(Ask.of(operation.method(), path));
    }

    /** Names the version that the request is based on, if the operation wants that. */
    private Ask based(Ask ask) {
        return node.has("if_match") ? ask.with("If-Match", node.path("if_match").asText()) : ask;
    }

    private static JsonNode filled(World world, Person caller, Party owner, JsonNode value, String id) {
        if (value instanceof ArrayNode) {
            return value;
        }
        if (value instanceof ObjectNode object) {
            object.properties()
                    .forEach(member -> member.setValue(filled(world, caller, owner, member.getValue(), null)));
            return object;
        }
        if (!value.isTextual()) {
            return value;
        }
        String text = value.asText();
        if (id != null) {
            return TextNode.valueOf(id);
        }
        if (text.startsWith("word:")) {
            return TextNode.valueOf(world.canaries.word(Secrecy.valueOf(text.substring("word:".length())), owner));
        }
        return TextNode.valueOf(
                switch (text) {
                    case "email" -> world.canaries.word(Secrecy.PEOPLE, owner) + "@example.com";
                    case "tomorrow" -> Instant.now().plus(1, ChronoUnit.DAYS).toString();
                    case "own:email" -> caller.email().isEmpty() ? world.user.email() : caller.email();
                    case "own:password" -> caller.password().isEmpty() ? world.user.password() : caller.password();
                    default -> text;
                });
    }
}
