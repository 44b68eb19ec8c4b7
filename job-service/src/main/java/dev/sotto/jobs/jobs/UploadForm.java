package dev.sotto.jobs.jobs;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of a submission while it arrives. The recording goes into the spool, and a fault is refused as soon as
 * it is found. {@link #close} removes everything. Blocks, so it needs a worker thread.
 */
final class UploadForm implements AutoCloseable {

    /** The maximum size of the form without the recording, in bytes. */
    static final long LARGEST_ENVELOPE = 100_000;

    private static final Pattern FORM = Pattern.compile("multipart/form-data\\s*;.*", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int BUFFERED_BYTES = 64 * 1024;

    private final byte[] boundary;
    private final long largest;
    private final UploadParts parts;

    /** Reads the form of {@code POST /jobs}. */
    UploadForm(@Nullable String contentType, Path spool, long largest) {
        this(contentType, spool, largest, JobForm.FIELDS);
    }

    /**
     * @param contentType null is refused like any type that is not a form
     * @param largest the maximum size of the whole form in bytes
     */
    UploadForm(@Nullable String contentType, Path spool, long largest, FormFields fields) {
        this.boundary = boundary(contentType);
        this.largest = largest;
        this.parts = new UploadParts(spool, fields);
    }

    private static byte[] boundary(@Nullable String contentType) {
        if (contentType != null && FORM.matcher(contentType).matches()) {
            try {
                byte[] boundary = PartHead.boundary(contentType);
                if (boundary != null) {
                    return boundary;
                }
            } catch (IllegalArgumentException e) {
                throw noForm();
            }
        }
        throw noForm();
    }

    private static Problem noForm() {
        return unreadable("must be a form: set Content-Type to multipart/form-data with a boundary");
    }

    /** Reads the whole body, or up to the first fault. */
    Upload read(InputStream body) {
        try {
            InputStream counted = new Counted(body);
            readParts(counted);
            counted.transferTo(OutputStream.nullOutputStream());
        } catch (FileUploadException e) {
            throw unreadable(
                    "must be complete and well-formed; a boundary is missing, or the head of a part is too long");
        } catch (IOException e) {
            throw unreadable("must be complete; the connection closed before its end");
        } catch (IllegalArgumentException e) {
            throw unreadable(
                    "must be a form (multipart/form-data) with well-formed parts; a header, name or encoding of a part is wrong."
                            + " Write %22 for a quote within a name");
        }
        return parts.upload();
    }

    private void readParts(InputStream counted) throws IOException {
        MultipartInput input = MultipartInput.builder()
                .setInputStream(counted)
                .setBoundary(boundary)
                .setBufferSize(BUFFERED_BYTES)
                .setPartHeaderSizeMax(LONGEST_HEAD)
                .get();
        input.setHeaderCharset(StandardCharsets.ISO_8859_1);
        if (!input.skipPreamble()) {
            throw new FileUploadException("no part");
        }
        do {
            PartHead head = head(input.readHeaders());
            parts.add(head, input.newInputStream());
        } while (input.readBoundary());
    }

    /** The library throws various exceptions for malformed headers. */
    private static PartHead head(String headers) {
        try {
            return PartHead.of(headers);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }

    private static Problem unreadable(String detail) {
        return Problem.invalid(new Fault("", FaultCode.MALFORMED_FORM, detail));
    }

    /** Limits the form, and what is in it beside the recording. */
    private final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = super.read(to, offset, length);
            count += Math.max(0, read);
            if (count > largest) {
                throw Problem.of(ProblemType.TOO_LARGE, "The request body can have at most " + largest + " bytes.");
            }
            if (count - parts.recordedBytes() > LARGEST_ENVELOPE + BUFFERED_BYTES) {
                throw unreadable("must have at most " + LARGEST_ENVELOPE + " bytes beside the recording");
            }
            return read;
        }
    }
}
