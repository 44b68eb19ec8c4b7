package dev.sotto.e2e.isolation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls.
 *
 * @param credential what stands after Bearer; null for nobody in particular
 * @param email with which the person signs in, empty when by a key or not at all
 * @param requests what its requests are called
 */
public record Person(
        String name,
        Party party,
        @Nullable Supplier<String> credential,
        String email,
        String password,
        String requests) {

    public static final Person NOBODY = new Person("anonymous", new Party("-", "-", "-", false), null, "", "", "");

    /** A credential that is replaced when it is refused, as one is that was withdrawn. */
    interface Renewable extends Supplier<String> {
        void refused(String credential);
    }

    @Override
    public String toString() {
        return name;
    }
}
