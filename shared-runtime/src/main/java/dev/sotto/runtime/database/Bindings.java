package dev.sotto.runtime.database;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts statement parameters to types that the client can encode. For {@code bytea}, the client accepts only its own
 * buffer type.
 */
public final class Bindings {

    private Bindings() {}

    /** Returns the parameters of one statement, in order. */
    public static Tuple of(@Nullable Object... parameters) {
        return Tuple.tuple(Arrays.stream(parameters).map(Bindings::encodable).toList());
    }

    private static @Nullable Object encodable(@Nullable Object parameter) {
        if (parameter instanceof byte[] bytes) {
            return Buffer.buffer(bytes);
        }
        return parameter instanceof io.vertx.mutiny.core.buffer.Buffer buffer ? buffer.getDelegate() : parameter;
    }
}
