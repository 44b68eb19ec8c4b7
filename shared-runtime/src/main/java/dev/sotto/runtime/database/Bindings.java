package dev.sotto.runtime.database;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Parameters of statements, in the types that the client can encode: for {@code bytea} it knows one buffer alone. */
public final class Bindings {

    private Bindings() {}

    /** The parameters of one statement, in their order. */
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
