package dev.sotto.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A list, read from its first page to its last.
 *
 * @param bodies the response bodies
 */
public record Pages(List<String> bodies) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads pages until one has no {@code next_cursor}.
     *
     * @param get returns the body for a query, for example {@code ?limit=200}
     */
    public static Pages of(UnaryOperator<String> get) {
        List<String> bodies = new ArrayList<>();
        for (String query = "?limit=200"; query != null; ) {
            String body = get.apply(query);
            bodies.add(body);
            JsonNode next = tree(body).path("next_cursor");
            query = next.isMissingNode() ? null : "?limit=200&cursor=" + next.asText();
        }
        return new Pages(List.copyOf(bodies));
    }

    /** Returns the ids of all items, in the list's order. */
    public List<String> ids() {
        return bodies.stream()
                .flatMap(body -> StreamSupport.stream(tree(body).path("items").spliterator(), false))
                .map(item -> item.path("id").asText())
                .toList();
    }

    /** Returns the size of the largest page in bytes. */
    public int largest() {
        return bodies.stream()
                .mapToInt(body -> body.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElseThrow();
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
