package dev.sotto.gateway;

import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Refuses a request with both Content-Length and Transfer-Encoding: Netty drops the length without a trace and goes on, so that
 * the rest of such a body would count as the next request (RFC 9112, 6.3 and 11.2); Vert.x has no setting for it. Refuses also
 * one of a version that Vert.x does not know, which it would answer with a status and nothing else.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    static void install(HttpConnection connection, HttpServerOptions options) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options));
    }

    /** A request's version is not one that anybody here can answer in. */
    static final class UnknownVersion extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        UnknownVersion(String version) {
            super("No version that is spoken here: " + version);
        }
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        if (!initialLine[2].equals("HTTP/1.1") && !initialLine[2].equals("HTTP/1.0")) {
            throw new UnknownVersion(initialLine[2]);
        }
        return super.createMessage(initialLine);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Both Content-Length and Transfer-Encoding");
    }
}
