package dev.sotto.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

/**
 * Accepts only one text form of a value. For ids, Jackson would also accept Base64 and {@code 1-1-1-1-1}. For instants,
 * it would accept numbers, where a confusion of seconds and milliseconds is an error of 50,000 years.
 */
final class WrittenText<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1;

    private final transient Function<String, T> reader;

    /**
     * @param reader throws an {@link IllegalArgumentException} or {@link DateTimeException} for text in another form
     */
    WrittenText(Class<T> type, Function<String, T> reader) {
        super(type);
        this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        Class<?> type = handledType();
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return cast(context.handleUnexpectedToken(type, parser));
        }
        try {
            return reader.apply(parser.getText());
        } catch (IllegalArgumentException | DateTimeException e) {
            return cast(context.handleWeirdStringValue(type, parser.getText(), "not of the form that is documented"));
        }
    }

    @SuppressWarnings("unchecked")
    private T cast(Object value) {
        return (T) value;
    }
}
