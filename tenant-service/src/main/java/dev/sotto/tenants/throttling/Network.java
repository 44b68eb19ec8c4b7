package dev.sotto.tenants.throttling;

import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From where a client comes, as far as it is not the client's to choose: what is counted by address is counted by this.
 *
 * @param bytes an IPv4 address, or of an IPv6 address what one subscriber has; none for all that have no address
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
