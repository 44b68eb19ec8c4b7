package dev.sotto.runtime.http;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Validates the headers in which the gateway reports the address that the client used. Links are built from it. */
final class ForwardedHead {

    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";
    private static final String PORT = "X-Forwarded-Port";

    private static final Map<String, Predicate<String>> FORMS = Map.of(
            PROTO, Pattern.compile("https?").asMatchPredicate(),
            HOST, ForwardedHead::isAuthority,
            PORT, Pattern.compile("[0-9]{1,5}").asMatchPredicate());

    private ForwardedHead() {}

    /** Returns the first of these headers that is malformed or repeated. */
    static Optional<String> fault(MultiMap headers) {
        return Stream.of(PROTO, HOST, PORT)
                .filter(name -> !isSound(headers.getAll(name), FORMS.get(name)))
                .findFirst();
    }

    private static boolean isSound(List<String> values, Predicate<String> form) {
        return values.isEmpty() || (values.size() == 1 && form.test(values.get(0)));
    }

    private static boolean isAuthority(String value) {
        try {
            return value.equals(new URI("http://" + value + "/").getRawAuthority()) && !value.contains("@");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
