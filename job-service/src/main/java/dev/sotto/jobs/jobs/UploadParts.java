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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the two parts of a submission, {@code file} and {@code workflow_id}, and refuses others. */
final class UploadParts extends DefaultHttpDataFactory {

    private static final String FILE = "file";
    private static final String WORKFLOW = "workflow_id";
    private static final int LONGEST_TEXT = 100;

    private final Path spool;
    private @Nullable Recording recording;
    private @Nullable Attribute workflow;

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
        if (name.equals(WORKFLOW)) {
            throw Problem.invalid(Fault.wrongFormat("/" + WORKFLOW, "uuid", "must be a UUID, not a file"));
        }
        requireFirst(name, FILE, recording);
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
        requireFirst(name, WORKFLOW, workflow);
        workflow = new Text();
        return workflow;
    }

    Upload upload() {
        List<Fault> faults = new ArrayList<>();
        if (recording == null) {
            faults.add(Fault.required("/" + FILE));
        }
        if (workflow == null) {
            faults.add(Fault.required("/" + WORKFLOW));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        try {
            return Upload.of(recording.spooled(), recording.getFilename(), workflow.getValue());
        } catch (IOException e) {
            throw new NotSpooled(e);
        }
    }

    void close() throws IOException {
        if (recording != null) {
            recording.remove();
        }
    }

    private static void requireFirst(String name, String expected, @Nullable Object earlier) {
        String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
        if (!name.equals(expected)) {
            throw Problem.invalid(new Fault(
                    pointer,
                    FaultCode.UNKNOWN_MEMBER,
                    Map.of("allowed", List.of(FILE, WORKFLOW)),
                    "is not a known part; the parts are " + FILE + " and " + WORKFLOW));
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

        Text() {
            super(WORKFLOW, StandardCharsets.UTF_8);
        }

        @Override
        public void checkSize(long size) {
            if (size > LONGEST_TEXT) {
                throw Problem.invalid(Fault.notUuid("/" + WORKFLOW));
            }
        }
    }
}
