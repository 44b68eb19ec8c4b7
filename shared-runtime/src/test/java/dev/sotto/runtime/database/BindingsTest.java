package dev.sotto.runtime.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class BindingsTest {

    @Test
    void convertsBytesToTheClientsBufferType() {
        byte[] bytes = {1, 2, 3};
        var tuple = Bindings.of(bytes, io.vertx.mutiny.core.buffer.Buffer.buffer(bytes), "text", null);
        assertThat(tuple.getValue(0)).isEqualTo(Buffer.buffer(bytes));
        assertThat(tuple.getValue(1)).isEqualTo(Buffer.buffer(bytes));
        assertThat(tuple.getValue(2)).isEqualTo("text");
        assertThat(tuple.getValue(3)).isNull();
    }
}
