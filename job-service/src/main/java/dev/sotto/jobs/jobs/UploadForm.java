package dev.sotto.jobs.jobs;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of a submission piece by piece. The recording goes into the spool, and a fault is refused as soon as
 * it is found. {@link #close} removes everything. Blocks, so it needs a worker thread.
 */
final class UploadForm implements AutoCloseable {

    /** The maximum size of the form without the recording, in bytes. */
    static final long LARGEST_ENVELOPE = 100_000;

    /** Room for the headers of all parts. Everything else in a form is refused. */
    private static final int FIELDS = 48;

    private static final int BUFFERED_BYTES = 16 * 1024;

    private final long largest;
    private final UploadParts parts;
    private final HttpPostMultipartRequestDecoder decoder;
    private final int longestBoundary;
    private byte[] held = {};
    private long count;
    private boolean closed;

    /**
     * @param contentType null is refused like any type that is not a form
     * @param largest the maximum size of the whole form in bytes
     */
    UploadForm(@Nullable String contentType, Path spool, long largest) {
        if (contentType == null) {
            throw noForm();
        }
        this.largest = largest;
        this.longestBoundary = contentType.length();
        this.parts = new UploadParts(spool);
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        try {
            this.decoder =
                    new HttpPostMultipartRequestDecoder(parts, head, StandardCharsets.UTF_8, FIELDS, BUFFERED_BYTES);
        } catch (RuntimeException e) {
            throw noForm();
        }
    }

    private static Problem noForm() {
        return unreadable("must be a form: set Content-Type to multipart/form-data with a boundary");
    }

    synchronized void add(byte[] piece) {
        count += piece.length;
        if (count > largest) {
            throw Problem.of(ProblemType.TOO_LARGE, "The request body can have at most " + largest + " bytes.");
        }
        byte[] data = Arrays.copyOf(held, held.length + piece.length);
        System.arraycopy(piece, 0, data, held.length, piece.length);
        int end = surelyNoBoundary(data);
        held = Arrays.copyOfRange(data, end, data.length);
        offer(new DefaultHttpContent(Unpooled.wrappedBuffer(data, 0, end)));
    }

    /**
     * If a boundary arrives in two pieces, the decoder treats part of it as content. So bytes that may begin a boundary
     * are held back.
     */
    private int surelyNoBoundary(byte[] data) {
        for (int at = Math.max(0, data.length - longestBoundary); at < data.length; at++) {
            if (data[at] == '\r') {
                return at;
            }
        }
        return data.length;
    }

    /** Returns the complete upload; null if it was closed meanwhile and nobody waits for it. */
    synchronized @Nullable Upload end() {
        if (closed) {
            return null;
        }
        offer(new DefaultHttpContent(Unpooled.wrappedBuffer(held)));
        offer(LastHttpContent.EMPTY_LAST_CONTENT);
        try {
            while (decoder.hasNext()) {
                decoder.next();
            }
        } catch (EndOfDataDecoderException whole) {
            return parts.upload();
        }
        throw unreadable("must be complete; its last boundary is missing");
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            decoder.destroy();
            parts.close();
        }
    }

    private void offer(HttpContent content) {
        if (closed) {
            return;
        }
        try {
            decoder.offer(content);
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    /** The decoder throws various exceptions for malformed input. */
    private static RuntimeException refusal(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            } else if (cause instanceof UploadParts.NotSpooled notSpooled) {
                return notSpooled;
            }
        }
        return unreadable(
                "must be a form (multipart/form-data) with well-formed parts; a header, name or encoding of a part is wrong");
    }

    private static Problem unreadable(String detail) {
        return Problem.invalid(new Fault("", FaultCode.MALFORMED_FORM, detail));
    }
}
