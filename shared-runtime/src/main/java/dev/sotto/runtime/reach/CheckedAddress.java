package dev.sotto.runtime.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The address of a host that may be reached. A connection must go to it without resolving the host again. */
public final class CheckedAddress {

    private CheckedAddress() {}

    /**
     * Resolves a host once. Blocks, so it needs a worker thread.
     *
     * @return the address to connect to; empty if the host does not exist or one of its addresses may not be reached,
     *     which callers must not be able to tell apart
     */
    public static Optional<InetAddress> of(String host, Names names, ReachableAddresses addresses) {
        try {
            List<InetAddress> found = names.resolve(host);
            return found.stream().allMatch(addresses::has) ? found.stream().findFirst() : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
