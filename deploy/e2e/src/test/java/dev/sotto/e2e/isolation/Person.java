package dev.sotto.e2e.isolation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A caller.
 *
 * @param credential the text after Bearer; null without a caller
 * @param email the sign-in address; empty for a key or without a caller
 * @param requests the request id of its requests
 */
public record Person(
        String name,
        Party party,
        @Nullable Supplier<String> credential,
        String email,
        String password,
        String requests) {

    public static final Person NOBODY = new Person("anonymous", new Party("-", "-", "-", false), null, "", "", "");

    /** A credential that is replaced when it is refused, for example because it was withdrawn. */
    interface Renewable extends Supplier<String> {
        void refused(String credential);
    }

    @Override
    public String toString() {
        return name;
    }
}
