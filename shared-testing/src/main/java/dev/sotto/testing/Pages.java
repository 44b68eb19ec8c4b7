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
 * A list read from its first page to its last.
 *
 * @param bodies the pages as they came
 */
public record Pages(List<String> bodies) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads until a page has no {@code next_cursor}.
     *
     * @param get the body of the page that a query, as {@code ?limit=200}, asks for
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

    /** The ids of all the pages' items, in the list's order. */
    public List<String> ids() {
        return bodies.stream()
                .flatMap(body -> StreamSupport.stream(tree(body).path("items").spliterator(), false))
                .map(item -> item.path("id").asText())
                .toList();
    }

    /** The bytes of the largest page. */
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
