package dev.sotto.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.UUID;

/** Ids in their one form: Jackson takes Base64 and the JDK's {@code 1-1-1-1-1}, too. */
final class WrittenId extends StdScalarDeserializer<UUID> {

    private static final long serialVersionUID = 1;

    WrittenId() {
        super(UUID.class);
    }

    @Override
    public UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (UUID) context.handleUnexpectedToken(UUID.class, parser);
        }
        try {
            return Ids.parse(parser.getText());
        } catch (IllegalArgumentException e) {
            return (UUID) context.handleWeirdStringValue(UUID.class, parser.getText(), "not of RFC 9562");
        }
    }
}
