package dev.sotto.testing.tokens;

import java.util.List;

/**
 * A forged credential that must be refused, and its valid twin that must be accepted. Both are made in the same way,
 * which proves that the forged part is the reason of the refusal.
 *
 * @param authorization the {@code Authorization} headers
 * @param twin the valid header
 */
public record Forgery(String name, List<String> authorization, String twin) {

    /** Omits the credentials, because this text may be logged. */
    @Override
    public String toString() {
        return name;
    }
}
