package dev.sotto.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses a request with both Content-Length and Transfer-Encoding: Netty drops the length without a trace and goes on, so that
 * the rest of such a body would count as the next request (RFC 9112, 6.3 and 11.2); Vert.x has no setting for it. Refuses also
 * one of a version that Vert.x does not know, which it would answer with a status and nothing else. A chunk that is none is said
 * in place of passed on: Vert.x would close the connection, and the client never read why.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");

    private final Runnable brokenChunk;

    private StrictDecoder(HttpServerOptions options, Runnable brokenChunk) {
        super(options);
        this.brokenChunk = brokenChunk;
    }

    /** @param brokenChunk is run on the event loop, after all that came before; nothing of the connection is read after it */
    static void install(HttpConnection connection, HttpServerOptions options, Runnable brokenChunk) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options, brokenChunk));
    }

    /** A request's version is not one that anybody here can answer in. */
    static final class UnknownVersion extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        UnknownVersion(String version) {
            super("No version that is spoken here: " + version);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) throws Exception {
        super.decode(context, bytes, out);
        if (!out.isEmpty()
                && out.get(out.size() - 1) instanceof HttpContent last
                && !(last instanceof HttpMessage)
                && last.decoderResult().isFailure()) {
            out.remove(out.size() - 1);
            context.executor().execute(brokenChunk);
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
