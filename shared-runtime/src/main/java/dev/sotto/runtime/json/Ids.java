package dev.sotto.runtime.json;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/**
 * Creates and parses ids. They are UUIDv7 (RFC 9562), made by Sotto and never by a caller. They are ordered by time, so
 * lists page by id.
 */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /**
     * Parses an id of 36 characters in any case. The JDK would also accept {@code 1-1-1-1-1}.
     *
     * @throws IllegalArgumentException if the text is not an id
     */
    public static UUID parse(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not the text of a UUID");
        }
        return id;
    }
}
