package dev.sotto.tenants.throttling;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a client's address that it cannot choose. Counts per address use it.
 *
 * @param bytes an IPv4 address, or the subscriber's part of an IPv6 address; empty for all without an address
 */
public record Network(ByteBuffer bytes) {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_PREFIX_BYTES = 8;

    static Network of(@Nullable String address) {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return new Network(ByteBuffer.allocate(0));
        }
        return new Network(
                ByteBuffer.wrap(bytes.length == IPV4_BYTES ? bytes : Arrays.copyOf(bytes, IPV6_PREFIX_BYTES)));
    }
}
