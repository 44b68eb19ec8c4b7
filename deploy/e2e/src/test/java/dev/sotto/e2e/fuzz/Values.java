package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes values that a schema allows, preferably at its limits. */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int FEW = 3;
    private static final int LONG = 300;
    private static final int FIFTY_YEARS_IN_SECONDS = 1_577_880_000;

    private static final List<String> TEXTS = List.of(
            "a",
            "Zoë",
            "名前",
            "مرحبا بالعالم",
            "😀👩‍👩‍👧",
            "e\u0301",
            "\u202eevil",
            "<b>&amp;</b>",
            "'; drop table users; --",
            "0.00",
            "100",
            "99.99",
            "EUR",
            "USD",
            "JPY",
            "txt",
            "srt");

    private final Documented operation;
    private final Dice dice;

    Values(Documented operation, Dice dice) {
        this.operation = operation;
        this.dice = dice;
    }

    JsonNode of(String name, JsonNode reference) {
        JsonNode schema = operation.resolved(reference);
        if (schema.has("enum")) {
            return schema.path("enum").get(dice.below(schema.path("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "string" -> JSON.textNode(text(name, schema));
            case "integer" -> JSON.numberNode(integer(schema));
            case "number" -> JSON.numberNode(new BigDecimal("1.5"));
            case "boolean" -> JSON.booleanNode(dice.chance(50));
            case "array" -> list(name, schema);
            case "object" -> object(schema);
            default -> dice.one(List.of(JSON.textNode("x"), JSON.numberNode(1), JSON.objectNode()));
        };
    }

    private long integer(JsonNode schema) {
        boolean small = schema.path("format").asText().equals("int32");
        long least = schema.path("minimum")
                .asLong(schema.path("exclusiveMinimum").asLong(-1) + (schema.has("exclusiveMinimum") ? 1 : 0));
        long most = schema.path("maximum").asLong(small ? Integer.MAX_VALUE : Long.MAX_VALUE);
        return dice.one(List.of(least, most, dice.between(least, Math.min(most, least + LONG))));
    }

    private JsonNode list(String name, JsonNode schema) {
        ArrayNode list = JSON.arrayNode();
        int size = (int) dice.between(
                schema.path("minItems").asInt(0),
                Math.min(schema.path("maxItems").asInt(FEW), FEW));
        while (list.size() < size) {
            list.add(of(name, schema.path("items")));
        }
        return list;
    }

    private JsonNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(member -> {
            if (required.contains(member.getKey()) || dice.chance(50)) {
                object.set(member.getKey(), of(member.getKey(), member.getValue()));
            }
        });
        JsonNode more = schema.path("additionalProperties");
        for (int i = dice.below(FEW); more.isObject() && i > 0; i--) {
            object.set(dice.one(TEXTS), of("", more));
        }
        return object;
    }

    private String text(String name, JsonNode schema) {
        Pattern pattern = Pattern.compile(schema.path("pattern").asText(""));
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(LONG);
        List<String> fitting = candidates(name, schema.path("format").asText(), most)
                .filter(text -> text.length() >= least && text.length() <= most)
                .filter(text -> pattern.matcher(text).find())
                .toList();
        return fitting.isEmpty() ? "" : dice.one(fitting);
    }

    private Stream<String> candidates(String name, String format, int most) {
        String fresh = dice.hex(12);
        return switch (format.isEmpty() ? name : format) {
            case "uuid" -> Stream.of(UUID.randomUUID().toString());
            case "date-time" ->
                Stream.of(Instant.now()
                        .plusSeconds(dice.between(-FIFTY_YEARS_IN_SECONDS, FIFTY_YEARS_IN_SECONDS))
                        .toString());
            case "email" -> Stream.of(fresh + "@example.org", "a+" + fresh + "@sub.example.org");
            case "domain" -> Stream.of(fresh + ".example.org", "a-" + fresh + ".b.c.example.org");
            default -> Stream.concat(TEXTS.stream(), Stream.of("", "x".repeat(most), "a password " + fresh));
        };
    }
}
