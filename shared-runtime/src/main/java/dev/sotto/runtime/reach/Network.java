package dev.sotto.runtime.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A range of IP addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
public record Network(byte[] address, int prefix) {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+");

    public Network {
        if (prefix < 0 || prefix > address.length * 8) {
            throw new IllegalArgumentException("a prefix of " + prefix + " bits");
        }
        address = address.clone();
    }

    /** @throws IllegalArgumentException if it is not an address, a slash and the number of bits that must be the same */
    public static Network of(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 2 || !LITERAL.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        try {
            return new Network(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not a network: " + text);
        }
    }

    /** Returns whether the address is in this range. */
    public boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        int whole = prefix / 8;
        int rest = prefix % 8;
        boolean sameBytes = Arrays.equals(address, 0, whole, bytes, 0, whole);
        return sameBytes && (rest == 0 || sameBits(bytes, whole, rest));
    }

    private boolean sameBits(byte[] bytes, int index, int bits) {
        int mask = 0xff << (8 - bits) & 0xff;
        return (address[index] & mask) == (bytes[index] & mask);
    }
}
