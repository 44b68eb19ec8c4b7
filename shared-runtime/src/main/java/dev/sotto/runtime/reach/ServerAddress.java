package dev.sotto.runtime.reach;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the address and the port of a server, such as {@code 10.0.0.2:53} or {@code [2001:db8::1]:53}. */
public final class ServerAddress {

    private static final Pattern SERVER = Pattern.compile("\\[?([0-9a-fA-F.:]+?)\\]?:([0-9]{1,5})");

    private ServerAddress() {}

    /**
     * @param setting the name of the setting that says it
     * @throws IllegalArgumentException if it is not an address and a port
     */
    public static InetSocketAddress of(String text, String setting) {
        Matcher parts = SERVER.matcher(text.strip());
        if (!parts.matches()) {
            throw notAServer(text, setting);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(parts.group(1)), Integer.parseInt(parts.group(2)));
        } catch (UnknownHostException e) {
            throw notAServer(text, setting);
        }
    }

    private static IllegalArgumentException notAServer(String text, String setting) {
        return new IllegalArgumentException(
                setting + " must be an address and a port, such as 10.0.0.2:53, not " + text);
    }
}
