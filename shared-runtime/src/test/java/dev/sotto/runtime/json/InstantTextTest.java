package dev.sotto.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    @Property
    void writesTheSameTextAsTheJdk(@ForAll("instants") Instant instant) throws JsonProcessingException {
        assertThat(EventJson.MAPPER.writeValueAsString(instant)).isEqualTo("\"" + instant + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1000000000-01-01T00:00:00Z",
                "0000-12-31T23:59:59.999999999Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.500Z",
                "2024-02-29T23:59:59.000001Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void writesMinimumAndMaximumInstants(String text) {
        assertThat(InstantText.text(Instant.parse(text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(-70_000_000_000L, 300_000_000_000L);
        Arbitrary<Long> nanos = Arbitraries.longs().between(0, 999_999_999);
        Arbitrary<ChronoUnit> precision =
                Arbitraries.of(ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS);
        return Combinators.combine(seconds, nanos, precision)
                .as((second, nano, unit) -> Instant.ofEpochSecond(second, nano).truncatedTo(unit));
    }
}
