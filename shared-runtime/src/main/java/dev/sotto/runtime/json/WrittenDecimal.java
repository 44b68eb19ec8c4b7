package dev.sotto.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Refuses decimals with huge exponents: a few characters would fill the memory when the number is written out. */
final class WrittenDecimal extends StdScalarDeserializer<BigDecimal> {

    private static final long serialVersionUID = 1;
    private static final int MOST_DIGITS = 100;

    WrittenDecimal() {
        super(BigDecimal.class);
    }

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        BigDecimal number = NumberDeserializers.BigDecimalDeserializer.instance.deserialize(parser, context);
        if (number != null && (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS)) {
            return (BigDecimal) context.handleWeirdNumberValue(
                    BigDecimal.class, number.precision(), "has more than %d digits", MOST_DIGITS);
        }
        return number;
    }
}
