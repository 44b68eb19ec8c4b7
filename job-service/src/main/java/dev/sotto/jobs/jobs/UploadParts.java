package dev.sotto.jobs.jobs;

import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.DiskFileUpload;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.MemoryAttribute;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the parts of a submission, {@code file} and the options of the job, and refuses others. */
final class UploadParts extends DefaultHttpDataFactory {

    private static final String FILE = "file";
    private static final List<String> PARTS =
            Stream.concat(Stream.of(FILE), JobOptions.NAMES.stream()).toList();
    /** In bytes; a character has four at most. */
    private static final int LONGEST_TEXT = 4 * JobOptions.LONGEST;

    private final Path spool;
    private @Nullable Recording recording;
    private final Map<String, Attribute> texts = new HashMap<>();

    UploadParts(Path spool) {
        super(false);
        this.spool = spool;
    }

    @Override
    public FileUpload createFileUpload(
            HttpRequest request,
            String name,
            String fileName,
            String type,
            String encoding,
            Charset charset,
            long size) {
        if (JobOptions.NAMES.contains(name)) {
            throw Problem.invalid(Fault.wrongFormat("/" + name, "text", "must be a text, not a file"));
        }
        requireFirst(name, List.of(FILE), recording);
        recording = new Recording(fileName, charset);
        return recording;
    }

    @Override
    public Attribute createAttribute(HttpRequest request, String name) {
        return createAttribute(request, name, 0);
    }

    /** Called for a part. The headers of parts have values from the beginning and use another method of this name. */
    @Override
    public Attribute createAttribute(HttpRequest request, String name, long size) {
        if (name.equals(FILE)) {
            throw Problem.invalid(Fault.wrongFormat(
                    "/" + FILE,
                    "file",
                    "must be a file with a name, such as filename=\"meeting.mp3\" (curl: -F file=@meeting.mp3)"));
        }
        requireFirst(name, JobOptions.NAMES, texts.get(name));
        Attribute text = new Text(name);
        texts.put(name, text);
        return text;
    }

    Upload upload() {
        if (recording == null) {
            List<Fault> faults = new ArrayList<>(List.of(Fault.required("/" + FILE)));
            if (!texts.containsKey(JobOptions.NAMES.get(0))) {
                faults.add(Fault.required("/" + JobOptions.NAMES.get(0)));
            }
            throw Problem.invalid(faults);
        }
        try {
            return Upload.of(recording.spooled(), recording.getFilename(), JobOptions.of(values()));
        } catch (IOException e) {
            throw new NotSpooled(e);
        }
    }

    private Map<String, String> values() throws IOException {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, Attribute> text : texts.entrySet()) {
            values.put(text.getKey(), text.getValue().getValue());
        }
        return values;
    }

    void close() throws IOException {
        if (recording != null) {
            recording.remove();
        }
    }

    private static void requireFirst(String name, List<String> expected, @Nullable Object earlier) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        if (!expected.contains(name)) {
            throw Problem.invalid(new Fault(
                    pointer,
                    FaultCode.UNKNOWN_MEMBER,
                    Map.of("allowed", PARTS),
                    "is not a known part; the parts are " + String.join(", ", PARTS)));
        }
        if (earlier != null) {
            throw Problem.invalid(Fault.givenTwice(pointer));
        }
    }

    /** The store's disk failed; the form is not at fault. */
    static final class NotSpooled extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotSpooled(IOException cause) {
            super("a recording can't be spooled", cause);
        }
    }

    private final class Recording extends DiskFileUpload {

        private @Nullable Path spooled;

        Recording(String fileName, Charset charset) {
            super(FILE, fileName, "application/octet-stream", "binary", charset, 0, spool.toString(), false);
        }

        /** An empty recording has no file, so one is created. */
        Path spooled() throws IOException {
            if (spooled == null) {
                File file = getFile();
                spooled = file == null ? Files.createTempFile(spool, "empty", ".upload") : file.toPath();
            }
            return spooled;
        }

        void remove() throws IOException {
            delete();
            if (spooled != null) {
                Files.deleteIfExists(spooled);
            }
        }

        @Override
        public void addContent(ByteBuf buffer, boolean last) {
            try {
                super.addContent(buffer, last);
            } catch (IOException e) {
                throw new NotSpooled(e);
            }
        }

        @Override
        public void setContent(ByteBuf buffer) {
            try {
                super.setContent(buffer);
            } catch (IOException e) {
                throw new NotSpooled(e);
            }
        }
    }

    private static final class Text extends MemoryAttribute {

        Text(String name) {
            super(name, StandardCharsets.UTF_8);
        }

        @Override
        public void checkSize(long size) {
            if (size > LONGEST_TEXT) {
                throw Problem.invalid(new Fault(
                        "/" + getName(),
                        FaultCode.TOO_LONG,
                        Map.of("max", JobOptions.LONGEST),
                        "must have at most " + JobOptions.LONGEST + " characters"));
            }
        }
    }
}
