package dev.sotto.jobs.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the parts of a submission, {@code file} and the options of the job, and refuses others. */
final class UploadParts {

    private static final String FILE = "file";
    private static final int LARGEST_CHARACTER = 4;

    private static final int PIECE = 64 * 1024;

    private final Path spool;
    private final FormFields fields;
    private final List<String> names;
    private final Map<String, List<String>> texts = new HashMap<>();
    private @Nullable Path recording;
    private String fileName = "";
    private long recordedBytes;
    private boolean closed;

    UploadParts(Path spool, FormFields fields) {
        this.spool = spool;
        this.fields = fields;
        this.names = Stream.concat(Stream.of(FILE), fields.names().stream()).toList();
    }

    /** Reads a part to its end. */
    void add(PartHead head, InputStream content) throws IOException {
        String name = head.name();
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        if (!names.contains(name)) {
            throw Problem.invalid(new Fault(
                    pointer,
                    FaultCode.UNKNOWN_MEMBER,
                    Map.of("allowed", names),
                    "is not a known part; the parts are " + String.join(", ", names)));
        }
        requireKind(name, head.fileName() != null);
        if (texts.containsKey(name) && !fields.mayRepeat(name) || name.equals(FILE) && recording != null) {
            throw Problem.invalid(Fault.givenTwice(pointer));
        }
        if (head.fileName() != null) {
            fileName = head.fileName();
            spool(content);
        } else {
            texts.computeIfAbsent(name, given -> new ArrayList<>()).add(text(name, content, head.charset(UTF_8)));
        }
    }

    /** Returns how many bytes of the recording were read so far. */
    long recordedBytes() {
        return recordedBytes;
    }

    Upload upload() {
        if (recording == null) {
            throw Problem.invalid(Fault.required("/" + FILE));
        }
        return Upload.of(recording, fileName, fields.options(texts));
    }

    /** Removes the recording. One that is still being written gets no new file. */
    synchronized void close() throws IOException {
        closed = true;
        if (recording != null) {
            Files.deleteIfExists(recording);
        }
    }

    private static void requireKind(String name, boolean isFile) {
        if (isFile && !name.equals(FILE)) {
            throw Problem.invalid(Fault.wrongFormat("/" + name, "text", "must be a text, not a file"));
        }
        if (!isFile && name.equals(FILE)) {
            throw Problem.invalid(Fault.wrongFormat(
                    "/" + FILE,
                    "file",
                    "must be a file with a name, such as filename=\"meeting.mp3\" (curl: -F file=@meeting.mp3)"));
        }
    }

    private void spool(InputStream content) throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = create()) {
            for (int count = content.read(piece); count >= 0; count = content.read(piece)) {
                write(out, piece, count);
                recordedBytes += count;
            }
        }
    }

    private synchronized OutputStream create() {
        if (closed) {
            throw new IllegalStateException("the form was closed");
        }
        try {
            recording = Files.createTempFile(spool, "recording", ".upload");
            return Files.newOutputStream(recording);
        } catch (IOException e) {
            throw new NotSpooled(e);
        }
    }

    private static void write(OutputStream out, byte[] piece, int count) {
        try {
            out.write(piece, 0, count);
        } catch (IOException e) {
            throw new NotSpooled(e);
        }
    }

    private String text(String name, InputStream content, Charset charset) throws IOException {
        int longest = fields.longest(name);
        byte[] bytes = content.readNBytes(LARGEST_CHARACTER * longest + 1);
        if (bytes.length > LARGEST_CHARACTER * longest) {
            throw Problem.invalid(new Fault(
                    "/" + name,
                    FaultCode.TOO_LONG,
                    Map.of("max", longest),
                    "must have at most " + longest + " characters"));
        }
        return new String(bytes, charset);
    }

    /** The store's disk failed; the form is not at fault. */
    static final class NotSpooled extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSpooled(IOException cause) {
            super("a recording can't be spooled", cause);
        }
    }
}
