package dev.sotto.testing.tokens;

import java.util.List;

/**
 * A credential that must be refused, and its honest twin: made in the same way without the lie, and taken, so that it is
 * the lie that is refused.
 *
 * @param authorization the {@code Authorization} headers
 * @param twin the header that is taken
 */
public record Forgery(String name, List<String> authorization, String twin) {

    /** Without the credentials: this may end in a log. */
    @Override
    public String toString() {
        return name;
    }
}
