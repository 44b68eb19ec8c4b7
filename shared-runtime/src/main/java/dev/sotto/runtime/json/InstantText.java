package dev.sotto.runtime.json;

import com.ethlo.time.ITU;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Writes instants in the JDK's format, three times as fast. Each row of a page has three of them. */
final class InstantText extends StdScalarSerializer<Instant> {

    private static final long serialVersionUID = 1;

    InstantText() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeString(text(instant));
    }

    static String text(Instant instant) {
        return Instants.isOfFourDigits(instant)
                ? ITU.formatUtc(instant.atOffset(ZoneOffset.UTC), digits(instant.getNano()))
                : instant.toString();
    }

    private static int digits(int nanos) {
        if (nanos == 0) {
            return 0;
        }
        if (nanos % 1_000_000 == 0) {
            return 3;
        }
        return nanos % 1_000 == 0 ? 6 : 9;
    }
}
