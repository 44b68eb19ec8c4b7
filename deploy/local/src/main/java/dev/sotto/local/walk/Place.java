package dev.sotto.local.walk;

import java.net.URI;
import java.nio.file.Path;

/**
 * A running Sotto, for a client with the first administrator's sign-in.
 *
 * @param address the gateway's address
 * @param mail the directory of e-mails
 * @param kafkaBootstrap for external consumers
 */
public record Place(URI address, Path mail, String kafkaBootstrap, String adminEmail, String adminPassword) {

    /** Omits the password, because this text may be logged. */
    @Override
    public String toString() {
        return "Place[" + address + "]";
    }
}
