package dev.sotto.runtime.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerAddressTest {

    @Test
    void isAnAddressAndAPort() {
        assertThat(ServerAddress.of("10.0.0.2:53", "x").toString()).isEqualTo("/10.0.0.2:53");
        assertThat(ServerAddress.of("[2001:db8::1]:5353", "x").getPort()).isEqualTo(5353);
        for (String wrong : new String[] {"", "10.0.0.2", "dns.example:53", "10.0.0:x:53:", "10.0.0.2:99999"}) {
            assertThatThrownBy(() -> ServerAddress.of(wrong, "x"))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
