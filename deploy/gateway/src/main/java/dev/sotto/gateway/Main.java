package dev.sotto.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Runs a gateway as a process until it is stopped. */
public final class Main {

    private static final String USAGE =
            "Usage: gateway [--host ADDRESS] [--port N] [--routes FILE] [--access-log] [--public-url URL] --upstream SERVICE=HOST:PORT ...";

    private Main() {}

    /** See {@code USAGE}. Exits with 2 for invalid arguments and 1 if it cannot listen. */
    public static void main(String[] arguments) {
        try {
            Gateway gateway = Gateway.start(settings(List.of(arguments)));
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
            System.out.println("Gateway on " + gateway.uri());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            System.exit(2);
        } catch (IOException e) {
            System.err.println("The gateway did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    static GatewaySettings settings(List<String> arguments) throws IOException {
        String host = "127.0.0.1";
        int port = 8080;
        Routes routes = Routes.packaged();
        Map<String, InetSocketAddress> upstreams = new HashMap<>();
        boolean accessLog = false;
        URI publicUrl = null;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--host" -> host = value(option, rest);
                case "--port" -> port = port(value(option, rest));
                case "--routes" -> routes = Routes.read(Path.of(value(option, rest)));
                case "--upstream" -> addUpstream(upstreams, value(option, rest));
                case "--public-url" -> publicUrl = publicUrl(value(option, rest));
                case "--access-log" -> accessLog = true;
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        GatewaySettings settings =
                GatewaySettings.local(port, routes, upstreams).withHost(host).withPublicUrl(publicUrl);
        return accessLog ? settings.withAccessLog() : settings;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }

    private static URI publicUrl(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException("Not a URL of http or https: " + text);
        }
        return url;
    }

    private static int port(String text) {
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Not a port: " + text);
        }
        return port;
    }

    private static void addUpstream(Map<String, InetSocketAddress> upstreams, String text) {
        int equals = text.indexOf('=');
        int colon = text.lastIndexOf(':');
        if (equals < 1 || colon < equals + 2) {
            throw new IllegalArgumentException("Not SERVICE=HOST:PORT: " + text);
        }
        InetSocketAddress address =
                InetSocketAddress.createUnresolved(text.substring(equals + 1, colon), port(text.substring(colon + 1)));
        if (upstreams.put(text.substring(0, equals), address) != null) {
            throw new IllegalArgumentException("Upstream given twice: " + text);
        }
    }
}
