package dev.sotto.gateway;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a gateway.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 picks a free one
 * @param routes the public paths
 * @param upstreams the address of each service in the route table, by its name
 * @param headLimit how long a connection may take to send a complete request head, or be idle between requests
 * @param connectLimit how long to wait for a connection to a service
 * @param minimumBodyRate the minimum rate of a body
 * @param publicUrl the gateway's address for clients, from which services build links; null for its port on localhost
 * @param accessLog whether it writes each request to standard output, as a line of JSON
 * @param mailboxDirectory the e-mails that {@code /mailbox} shows to whoever is on this machine; null for no such page
 */
public record GatewaySettings(
        String host,
        int port,
        Routes routes,
        Map<String, InetSocketAddress> upstreams,
        Duration headLimit,
        Duration connectLimit,
        MinimumBodyRate.Least minimumBodyRate,
        URI publicUrl,
        boolean accessLog,
        Path mailboxDirectory) {

    public GatewaySettings {
        upstreams = Map.copyOf(upstreams);
        Set<String> missing = new TreeSet<>(routes.services());
        missing.removeAll(upstreams.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("No upstream for " + String.join(", ", missing));
        }
        Set<String> unknown = new TreeSet<>(upstreams.keySet());
        unknown.removeAll(routes.services());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No route to " + String.join(", ", unknown));
        }
    }

    /** The packaged routes on the loopback interface, with default limits and without an access log. */
    public static GatewaySettings local(int port, Map<String, InetSocketAddress> upstreams) {
        return local(port, Routes.packaged(), upstreams);
    }

    /** The same with another route table. */
    public static GatewaySettings local(int port, Routes routes, Map<String, InetSocketAddress> upstreams) {
        return new GatewaySettings(
                "127.0.0.1",
                port,
                routes,
                upstreams,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                MinimumBodyRate.Least.USUAL,
                null,
                false,
                null);
    }

    /** The same on another address of this machine. */
    public GatewaySettings withHost(String address) {
        return new GatewaySettings(
                address,
                port,
                routes,
                upstreams,
                headLimit,
                connectLimit,
                minimumBodyRate,
                publicUrl,
                accessLog,
                mailboxDirectory);
    }

    /** The same with an access log. */
    public GatewaySettings withAccessLog() {
        return new GatewaySettings(
                host,
                port,
                routes,
                upstreams,
                headLimit,
                connectLimit,
                minimumBodyRate,
                publicUrl,
                true,
                mailboxDirectory);
    }

    /** The same with another limit for request heads. */
    public GatewaySettings withHeadLimit(Duration limit) {
        return new GatewaySettings(
                host,
                port,
                routes,
                upstreams,
                limit,
                connectLimit,
                minimumBodyRate,
                publicUrl,
                accessLog,
                mailboxDirectory);
    }

    /** The same with another minimum rate of bodies. */
    public GatewaySettings withPace(MinimumBodyRate.Least least) {
        return new GatewaySettings(
                host, port, routes, upstreams, headLimit, connectLimit, least, publicUrl, accessLog, mailboxDirectory);
    }

    /** The same with a different public address. */
    public GatewaySettings withPublicUrl(URI url) {
        return new GatewaySettings(
                host,
                port,
                routes,
                upstreams,
                headLimit,
                connectLimit,
                minimumBodyRate,
                url,
                accessLog,
                mailboxDirectory);
    }

    /** The same with a page of the e-mails in a directory. It is for one's own machine only: it asks nobody who they are. */
    public GatewaySettings withMailbox(Path directory) {
        return new GatewaySettings(
                host,
                port,
                routes,
                upstreams,
                headLimit,
                connectLimit,
                minimumBodyRate,
                publicUrl,
                accessLog,
                directory);
    }

    Optional<Path> mailbox() {
        return Optional.ofNullable(mailboxDirectory);
    }
}
