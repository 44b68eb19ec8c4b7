package dev.sotto.runtime.reach;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A URL that may be reached for a caller, as far as one can tell without resolving its host.
 *
 * @param host in lower case, without the brackets of an IPv6 address
 * @param target the path and the query, in ASCII
 */
public record HttpUrl(boolean isSecure, String host, int port, String target) {

    /** The longest URL, in characters. */
    public static final int LONGEST = 2_000;

    /** Programs disagree about hosts that end in a number, such as 0x7f.1 or 017700000001, so only one form is read. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?");

    private static final String BYTE = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * @param ports the ports that it may name
     * @throws IllegalArgumentException if it may not be reached; the message completes "The URL …"
     */
    public static HttpUrl of(String text, Set<Integer> ports) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("must have at most " + LONGEST + " characters");
        }
        try {
            return of(new URI(text).parseServerAuthority(), ports);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "must be a valid URL: write spaces and special characters as %20 and so on, and the host in ASCII",
                    e);
        }
    }

    private static HttpUrl of(URI uri, Set<Integer> ports) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean isSecure = scheme.equals("https");
        if (!isSecure && !scheme.equals("http")) {
            throw new IllegalArgumentException("must begin with https:// or http://");
        }
        if (uri.getHost() == null || uri.getHost().contains("%")) {
            throw new IllegalArgumentException("must name a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("must not contain a user name or password");
        }
        int usual = isSecure ? HTTPS : HTTP;
        int port = uri.getPort() == -1 ? usual : uri.getPort();
        if (!ports.contains(port)) {
            throw new IllegalArgumentException("must not name the port " + port);
        }
        return new HttpUrl(isSecure, host(uri), port, target(uri));
    }

    private static String host(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        if (ENDS_IN_NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw new IllegalArgumentException("must write an IPv4 address as four decimal numbers");
        }
        return host;
    }

    private static String target(URI uri) {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /** Returns the URL that a redirect leads to. */
    public HttpUrl redirectedTo(String location, Set<Integer> ports) {
        URI next;
        try {
            next = URI.create(toString()).resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be a valid URL", e);
        }
        HttpUrl url = of(next.toString(), ports);
        if (isSecure && !url.isSecure) {
            throw new IllegalArgumentException("must not lead from https to http");
        }
        return url;
    }

    @Override
    public String toString() {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return (isSecure ? "https" : "http") + "://" + literal + ":" + port + target;
    }
}
