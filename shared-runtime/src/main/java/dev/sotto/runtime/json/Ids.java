package dev.sotto.runtime.json;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Ids are UUIDv7 (RFC 9562): made here, never by a caller, and ordered by time, so that lists page by id. */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /**
     * The id that is written so: 36 characters, in any case. The JDK would take {@code 1-1-1-1-1} too.
     *
     * @throws IllegalArgumentException when none is
     */
    public static UUID parse(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not the text of a UUID");
        }
        return id;
    }
}
