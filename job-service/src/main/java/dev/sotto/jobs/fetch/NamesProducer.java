package dev.sotto.jobs.fetch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resolves by the server of the settings, or else as this machine does. */
@ApplicationScoped
class NamesProducer {

    private static final Pattern SERVER = Pattern.compile("\\[?([0-9a-fA-F.:]+?)\\]?:([0-9]{1,5})");

    @Produces
    @Singleton
    Names names(FetchSettings settings) {
        return settings.dnsServer()
                .<Names>map(text -> new NameServer(address(text)))
                .orElseGet(SystemNames::new);
    }

    void close(@Disposes Names names) {
        if (names instanceof NameServer server) {
            server.close();
        }
    }

    /** @throws IllegalArgumentException if it is not an address and a port */
    static InetSocketAddress address(String text) {
        Matcher parts = SERVER.matcher(text.strip());
        if (!parts.matches()) {
            throw notAServer(text);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(parts.group(1)), Integer.parseInt(parts.group(2)));
        } catch (UnknownHostException e) {
            throw notAServer(text);
        }
    }

    private static IllegalArgumentException notAServer(String text) {
        return new IllegalArgumentException(
                "sotto.fetch.dns-server must be an address and a port, such as 10.0.0.2:53, not " + text);
    }
}
