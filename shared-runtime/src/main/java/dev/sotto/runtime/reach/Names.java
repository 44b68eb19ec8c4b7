package dev.sotto.runtime.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** A port to the Domain Name System. Blocks, so it needs a worker thread. */
public interface Names extends AutoCloseable {

    /**
     * Returns what resolves by one server, or else as this machine does.
     *
     * @param server an address and a port such as {@code 10.0.0.2:53}
     * @param setting the name of the setting that says it
     * @throws IllegalArgumentException if it is not an address and a port
     */
    static Names of(Optional<String> server, String setting) {
        return server.<Names>map(text -> new NameServer(ServerAddress.of(text, setting)))
                .orElseGet(SystemNames::new);
    }

    /** Returns the addresses of a host, at least one. */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    @Override
    default void close() {}
}
