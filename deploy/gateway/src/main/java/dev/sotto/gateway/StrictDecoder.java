package dev.sotto.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Closes gaps in Vert.x's decoder that could let a client smuggle requests. It refuses a request with both
 * Content-Length and Transfer-Encoding: Netty silently drops the length, and the rest of the body would count as the
 * next request (RFC 9112, 6.3 and 11.2). It refuses HTTP versions that Vert.x does not know, because Vert.x would
 * answer with a status only. It reports an invalid chunk instead of passing it on, because Vert.x would close the
 * connection without a reason. It checks chunk sizes before Netty, which counts in 32 bits and would take {@code
 * 100000000} for the end of the body.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    /** The syntax of RFC 9112, 7.1, limited to sizes that Netty can count. */
    private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9A-Fa-f]{1,8})(?:[ \\t]*;[\\t\\x20-\\x7e]*)?\r");

    private static final int LINE_END = 2;
    private static final long NO_CHUNK = -1;

    private final Runnable brokenChunk;

    /** Bytes until the next chunk's size line, 0 if it comes now; {@link #NO_CHUNK} outside of a chunked body. */
    private long untilSize = NO_CHUNK;

    private boolean broken;

    private StrictDecoder(HttpServerOptions options, Runnable brokenChunk) {
        super(options);
        this.brokenChunk = brokenChunk;
    }

    /** @param brokenChunk runs on the event loop after everything before it; the connection is not read any further */
    static void install(HttpConnection connection, HttpServerOptions options, Runnable brokenChunk) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options, brokenChunk));
    }

    /** The HTTP version of a request is not supported. */
    static final class UnknownVersion extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        UnknownVersion(String version) {
            super("No version that is spoken here: " + version);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        if (!broken) {
            decodeWhole(bytes, () -> super.decode(context, bytes, out));
            lookAt(out);
            if (broken) {
                context.executor().execute(brokenChunk);
            }
        }
        if (broken) {
            bytes.skipBytes(bytes.readableBytes());
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /**
     * Runs one step of Netty's decoder, which reads a complete line or nothing, and after a size line the available
     * bytes of the chunk.
     */
    private void decodeWhole(ByteBuf bytes, Step step) throws Exception {
        int begin = bytes.readerIndex();
        int line = untilSize == 0 ? bytes.bytesBefore((byte) '\n') + 1 : 0;
        if (line == 0) {
            step.run();
            untilSize -= untilSize > 0 ? bytes.readerIndex() - begin : 0;
            return;
        }
        Matcher size = CHUNK_SIZE.matcher(bytes.toString(begin, line - 1, StandardCharsets.ISO_8859_1));
        if (size.matches()) {
            step.run();
            long chunk = Long.parseLong(size.group(1), 16);
            untilSize = chunk == 0 ? NO_CHUNK : chunk + LINE_END - (bytes.readerIndex() - begin - line);
        } else {
            broken = true;
        }
    }

    private void lookAt(List<Object> out) {
        Object last = out.isEmpty() ? null : out.get(out.size() - 1);
        if (last instanceof HttpRequest head) {
            untilSize = HttpUtil.isTransferEncodingChunked(head) ? 0 : NO_CHUNK;
        } else if (last instanceof HttpContent piece && piece.decoderResult().isFailure()) {
            out.remove(out.size() - 1);
            broken = true;
        }
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        if (!VERSION.matcher(initialLine[2]).matches()) {
            throw new IllegalArgumentException("A request's first line ends with its version");
        } else if (!initialLine[2].equals("HTTP/1.1") && !initialLine[2].equals("HTTP/1.0")) {
            throw new UnknownVersion(initialLine[2]);
        }
        return super.createMessage(initialLine);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Both Content-Length and Transfer-Encoding");
    }
}
