package dev.sotto.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sotto.e2e.isolation.Client;
import dev.sotto.e2e.isolation.Client.Ask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Damages a JSON body or its content type. */
final class BodyDamage implements Damage {
    private static final String MARK = "\u0001";

    @Override
    public boolean fits(Documented operation, Ask ask) {
        return ask.body() != null
                && ask.headers().getOrDefault("Content-Type", "").contains("json");
    }

    @Override
    public Ask done(Documented operation, Ask ask, Dice dice) {
        int way = dice.below(100);
        if (way < 8) {
            return saying(ask, dice.one(Hostile.BODIES));
        } else if (way < 16) {
            return called(ask, dice.one(Hostile.MEDIA_TYPES));
        } else if (way < 22) {
            return saying(ask, Arrays.copyOf(ask.body(), dice.below(ask.body().length + 1)));
        } else if (way < 28) {
            return flipped(ask, dice);
        }
        JsonNode body = parsed(ask);
        return body instanceof ObjectNode object && !object.isEmpty() ? member(ask, object, dice) : ask;
    }

    private static Ask member(Ask ask, ObjectNode body, Dice dice) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(body, objects);
        ObjectNode object = dice.chance(60) ? body : dice.one(objects);
        String name = object.isEmpty() ? "" : dice.one(names(object));
        int way = dice.below(100);
        if (way < 10) {
            object.remove(name);
        } else if (way < 18) {
            object.put(dice.one(List.of("", "id", "__proto__", "a\u0000b", "x".repeat(5_000), "tenant_id", "é")), "x");
        } else if (way < 26) {
            String value = String.valueOf(object.get(name));
            return saying(ask, replaced(body, object, name, value + ",\"" + name + "\":" + value));
        } else {
            return saying(ask, replaced(body, object, name, dice.one(Hostile.JSON)));
        }
        return saying(ask, utf8(body.toString()));
    }

    /** Returns the body with raw text in place of a member's value. */
    private static byte[] replaced(ObjectNode body, ObjectNode object, String name, String raw) {
        object.set(name, TextNode.valueOf(MARK));
        String[] around = body.toString().split("\"\\\\u0001\"", 2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(utf8(around[0]));
        bytes.writeBytes(raw.chars().anyMatch(c -> c > 255) ? utf8(raw) : raw.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(utf8(around.length > 1 ? around[1] : ""));
        return bytes.toByteArray();
    }

    private static Ask flipped(Ask ask, Dice dice) {
        byte[] body = ask.body().clone();
        for (int times = 1 + dice.below(3); times > 0 && body.length > 0; times--) {
            body[dice.below(body.length)] = (byte) dice.below(256);
        }
        return saying(ask, body);
    }

    static Ask saying(Ask ask, byte[] body) {
        return new Ask(ask.method(), ask.path(), ask.headers(), body);
    }

    private static Ask called(Ask ask, String type) {
        Map<String, String> headers = new LinkedHashMap<>(ask.headers());
        if (type.isEmpty()) {
            headers.remove("Content-Type");
        } else {
            headers.put("Content-Type", type);
        }
        return new Ask(ask.method(), ask.path(), headers, ask.body());
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(each -> collect(each, objects));
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Returns null if the body was damaged before. */
    static @Nullable JsonNode parsed(Ask ask) {
        try {
            return Client.JSON.readTree(ask.body());
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
