package dev.sotto.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;

/**
 * What is written as text, in one form. Of ids Jackson takes Base64 and the JDK's {@code 1-1-1-1-1}, too; of points in time
 * numbers, which may be seconds or milliseconds: who guesses wrong is 50,000 years off.
 */
final class WrittenText<T> extends StdScalarDeserializer<T> {

    private static final long serialVersionUID = 1;

    private final transient Function<String, T> reader;

    /** @param reader throws an {@link IllegalArgumentException} or {@link DateTimeException} for what is not of the form */
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
