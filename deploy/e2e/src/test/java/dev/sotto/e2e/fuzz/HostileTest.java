package dev.sotto.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Proves that our own client can send all hostile values. */
class HostileTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1/");

    @Test
    void everyHeaderCanBeSent() {
        Hostile.HEADERS.forEach((name, values) -> values.forEach(value -> sent(name, value)));
        Hostile.CREDENTIALS.forEach(value -> sent("Authorization", value));
        Hostile.MEDIA_TYPES.forEach(value -> sent("Content-Type", value));
    }

    private static void sent(String name, String value) {
        assertThatCode(() -> HttpRequest.newBuilder(ADDRESS).header(name, value))
                .as(name + ": " + value)
                .doesNotThrowAnyException();
    }

    @Test
    void everyEscapeCanStandInAnAddress() {
        Hostile.ESCAPED.forEach(value -> assertThatCode(() -> URI.create(ADDRESS + "a/" + value + "?a=" + value))
                .as(value)
                .doesNotThrowAnyException());
    }
}
