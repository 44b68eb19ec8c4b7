package dev.sotto.jobs.jobs;

import dev.sotto.jobs.names.ContentDisposition;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a part of a form.
 *
 * @param contentType null if the part does not say it
 */
record PartHead(ContentDisposition disposition, @Nullable String contentType) {

    private static final Set<String> ENCODINGS = Set.of("binary", "8bit", "7bit");
    private static final Library LIBRARY = new Library();

    /**
     * @param headers one character per byte
     * @throws IllegalArgumentException if they cannot be read, or announce a content that nobody decodes
     */
    static PartHead of(String headers) {
        FileItemHeaders parsed = LIBRARY.getParsedHeaders(text(headers.getBytes(StandardCharsets.ISO_8859_1)));
        String encoding = parsed.getHeader("Content-Transfer-Encoding");
        if (encoding != null && !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a part with a transfer encoding");
        }
        PartHead head = new PartHead(
                ContentDisposition.ofPart(parsed.getHeader(AbstractFileUpload.CONTENT_DISPOSITION)),
                parsed.getHeader(AbstractFileUpload.CONTENT_TYPE));
        head.charset(StandardCharsets.UTF_8);
        return head;
    }

    /**
     * Returns the boundary of a form's media type; null if it names none.
     *
     * @throws IllegalArgumentException if it names a charset that does not exist
     */
    static byte @Nullable [] boundary(String contentType) {
        charset(contentType, StandardCharsets.UTF_8);
        return LIBRARY.getBoundary(contentType);
    }

    String name() {
        return disposition.name();
    }

    /** Returns the name as the client sent it; null if the part is a text. */
    @Nullable
    String fileName() {
        return disposition.fileName();
    }

    /** Returns the charset of the content; the given one if the part names none. */
    Charset charset(Charset otherwise) {
        return contentType == null ? otherwise : charset(contentType, otherwise);
    }

    private static Charset charset(String contentType, Charset otherwise) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        String charset = parser.parse(contentType, ';').get("charset");
        return charset == null ? otherwise : Charset.forName(charset);
    }

    /** Headers are UTF-8 (RFC 7578); old clients write the charset of Windows. */
    private static String text(byte[] headers) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(headers))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(headers, Charset.forName("windows-1252"));
        }
    }

    /** The library's reader of headers. The rest of it keeps whole forms in memory, and is not used. */
    private static final class Library extends AbstractFileUpload<InputStream, DiskFileItem, DiskFileItemFactory> {

        @Override
        public FileItemInputIterator getItemIterator(InputStream request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(InputStream request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<DiskFileItem> parseRequest(InputStream request) {
            throw new UnsupportedOperationException();
        }
    }
}
