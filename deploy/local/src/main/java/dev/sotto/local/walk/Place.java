package dev.sotto.local.walk;

import java.net.URI;
import java.nio.file.Path;

/**
 * A running Sotto, as an outsider with the first administrator's sign-in sees it.
 *
 * @param address the gateway's
 * @param mail the directory of the mails that it sends
 * @param kafkaBootstrap for outside consumers
 */
public record Place(URI address, Path mail, String kafkaBootstrap, String adminEmail, String adminPassword) {

    /** Without the password: this may end in a log. */
    @Override
    public String toString() {
        return "Place[" + address + "]";
    }
}
