package dev.sotto.runtime.inbox;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.model.events.CloudEvent;
import dev.sotto.model.events.Event;
import dev.sotto.runtime.json.EventJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the envelope and its data. Ignores unknown members, but refuses missing ones. */
final class EventReader {

    private EventReader() {}

    static <E extends Event> CloudEvent<E> read(byte @Nullable [] bytes, Class<E> type) {
        if (bytes == null || bytes.length == 0) {
            throw new InvalidEvent("an empty record");
        }
        JavaType envelope = EventJson.MAPPER.getTypeFactory().constructParametricType(CloudEvent.class, type);
        try {
            JsonNode tree = EventJson.MAPPER.readTree(bytes);
            CloudEvent<E> event = EventJson.MAPPER.readValue(EventJson.MAPPER.treeAsTokens(tree), envelope);
            require(event, tree);
            return event;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidEvent("not an event that can be read: " + e.getMessage(), e);
        }
    }

    private static void require(@Nullable CloudEvent<? extends Event> event, JsonNode tree) {
        if (event == null
                || event.id() == null
                || event.data() == null
                || event.data().aggregateId() == null) {
            throw new InvalidEvent("id, data or the aggregate's id is missing");
        }
        if (!"1.0".equals(event.specversion())) {
            throw new InvalidEvent("not CloudEvents 1.0");
        }
        if (!event.data().type().equals(event.type())) {
            throw new InvalidEvent(
                    "type " + tree.path("type") + " where " + event.data().type() + " is read");
        }
    }
}
