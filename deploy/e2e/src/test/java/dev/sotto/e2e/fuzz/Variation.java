package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sotto.e2e.fuzz.Documented.Parameter;
import dev.sotto.e2e.isolation.Client.Ask;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Changes a request within the document: other values, more parameters, other headers. */
final class Variation {
    /** Members that decide to whom a request belongs. They stay unchanged. */
    private static final Set<String> KEPT = Set.of(
            "token", "refresh_token", "password", "current_password", "new_password", "email", "config", "limits");

    private Variation() {}

    static Ask of(Documented operation, Ask ask, Dice dice) {
        Ask varied = ask.at(query(operation, ask, dice));
        if (new BodyDamage().fits(operation, ask)) {
            varied = BodyDamage.saying(varied, body(operation, ask, dice).getBytes(StandardCharsets.UTF_8));
        }
        return dice.chance(25) ? header(operation, varied, dice) : varied;
    }

    private static String body(Documented operation, Ask ask, Dice dice) {
        ObjectNode body = (ObjectNode) BodyDamage.parsed(ask);
        Values values = new Values(operation, dice);
        operation.body().orElseThrow().path("properties").properties().forEach(member -> {
            JsonNode schema = operation.resolved(member.getValue());
            boolean id = schema.path("format").asText().equals("uuid");
            if (!id && !KEPT.contains(member.getKey()) && dice.chance(40)) {
                body.set(member.getKey(), values.of(member.getKey(), member.getValue()));
            }
        });
        return body.toString();
    }

    private static String query(Documented operation, Ask ask, Dice dice) {
        StringBuilder path = new StringBuilder(ask.path());
        for (Parameter parameter : operation.parameters("query")) {
            if (!ask.path().contains(parameter.name() + "=")
                    && !parameter.name().endsWith("_id")
                    && dice.chance(25)) {
                path.append(path.indexOf("?") < 0 ? '?' : '&')
                        .append(parameter.name())
                        .append('=')
                        .append(URLEncoder.encode(value(operation, parameter, dice), StandardCharsets.UTF_8));
            }
        }
        return path.toString();
    }

    private static String value(Documented operation, Parameter parameter, Dice dice) {
        return switch (parameter.name()) {
            case "limit" -> Long.toString(dice.between(1, 200));
            case "cursor" -> "AZoAAAAAcAAAAAAAAAAAAA";
            case "from", "to" ->
                Instant.now().minusSeconds(dice.between(-100_000, 10_000_000)).toString();
            default -> text(new Values(operation, dice).of(parameter.name(), parameter.schema()));
        };
    }

    /** Of a parameter that may be given several times, one. */
    private static String text(JsonNode value) {
        return value.isArray() ? value.path(0).asText() : value.asText();
    }

    private static Ask header(Documented operation, Ask ask, Dice dice) {
        List<Parameter> headers = operation.parameters("header");
        if (headers.isEmpty()) {
            return ask.with("If-None-Match", dice.one(List.of("\"1\"", "*", "\"0\", W/\"1\"")));
        }
        String name = dice.one(headers).name();
        return ask.with(name, name.equals("If-Match") ? dice.one(List.of("*", "\"1\"")) : "k-" + dice.hex(20));
    }
}
