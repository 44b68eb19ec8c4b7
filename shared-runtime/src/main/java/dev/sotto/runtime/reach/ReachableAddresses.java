package dev.sotto.runtime.reach;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Decides which addresses may be reached: public ones, and those of the networks that the operator allows. */
public final class ReachableAddresses {

    /** What is not public in IPv4 (IANA's registry of special addresses), and Azure's metadata, which is in a public range. */
    private static final List<Network> INNER_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Global unicast of IPv6. All else is refused: loopback, mapped, NAT64, unique local, link-local and multicast. */
    private static final Network GLOBAL_6 = Network.of("2000::/3");

    /** What is not public in it: protocols such as Teredo, documentation, 6to4. */
    private static final List<Network> INNER_6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private final List<Network> allowed;

    /** @param allowed networks, such as {@code 10.1.0.0/16}, whose addresses may be reached although they are not public */
    public ReachableAddresses(List<String> allowed) {
        this.allowed = allowed.stream().map(Network::of).toList();
    }

    /** Returns whether it may be reached. */
    public boolean has(InetAddress address) {
        return isPublic(address) || isIn(allowed, address);
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !isIn(INNER_4, address)
                : GLOBAL_6.contains(address) && !isIn(INNER_6, address);
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::of).toList();
    }
}
