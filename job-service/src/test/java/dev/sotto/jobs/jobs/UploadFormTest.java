package dev.sotto.jobs.jobs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sotto.jobs.storage.DiskFull;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid forms: the caller gets the fault, and no file stays. */
class UploadFormTest {

    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final long LARGEST = 1_000_000;
    private static final UUID WORKFLOW = UUID.randomUUID();
    private static final String FILE = part("name=\"file\"; filename=\"m.mp3\"", "", "sound");
    private static final String ID = part("name=\"workflow_id\"", "", WORKFLOW.toString());
    private static final String END = "--b--\r\n";

    @TempDir
    Path spool;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 100, 100_000})
    void readsFormHoweverItIsSplit(int pieces) throws IOException {
        String sound = "sound\r\n--a\r\n-".repeat(5_000);
        String form = ID + part("name=\"file\"; filename=\"C:\\\\Übung.mp3\"", "", sound) + END;
        try (UploadForm reading = new UploadForm(TYPE, spool, LARGEST)) {
            Upload upload = reading.read(inPieces(form, pieces));

            assertThat(Files.readString(upload.spooled())).isEqualTo(sound);
            assertThat(upload.spooled().getParent()).isEqualTo(spool);
            assertThat(upload.fileName()).isEqualTo("Übung.mp3");
            assertThat(upload.options().workflowId()).isEqualTo(WORKFLOW);
        }
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void readsAnEmptyRecordingAsAFileWithoutBytes() throws IOException {
        try (UploadForm reading = new UploadForm(TYPE, spool, LARGEST)) {
            Upload upload = reading.read(inPieces(part("name=\"file\"; filename=\"\"", "", "") + ID + END, 100));

            assertThat(upload.spooled()).isEmptyFile();
            assertThat(upload.fileName()).isEqualTo("recording");
        }
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void refusesBodyWithoutMediaType() {
        assertThatThrownBy(() -> read(null, "", 1))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults().get(0).code()).isEqualTo(FaultCode.MALFORMED_FORM));
    }

    static Stream<Arguments> wrongForms() {
        return Stream.of(
                Arguments.of("", ""),
                Arguments.of("nothing of a form", ""),
                Arguments.of(FILE + ID, ""),
                Arguments.of(
                        FILE + "--b\r\nContent-Disposition: form-data; name=\"workflow_id\"\r\n\r\n" + WORKFLOW, ""),
                Arguments.of("--b\r\nContent-Disposition: form-data\r\n\r\nv\r\n" + FILE + ID + END, ""),
                Arguments.of("--b\r\nContent-Disposition: form-data; filename=\"x\"\r\n\r\nv\r\n" + ID + END, ""),
                Arguments.of("--b\r\n\r\nv\r\n" + FILE + ID + END, ""),
                Arguments.of("--b\r\nX: " + "a".repeat(500_000) + "\r\n\r\nv\r\n" + END, ""),
                Arguments.of(FILE + ID + END + "x".repeat(500_000), ""),
                Arguments.of(
                        part("name=\"file\"; filename=\"m\"", "Content-Transfer-Encoding: base64\r\n", "abc")
                                + ID
                                + END,
                        ""),
                Arguments.of(
                        part("name=\"file\"; filename=\"m\"", "Content-Type: text/plain; charset=x\r\n", "abc")
                                + ID
                                + END,
                        ""),
                Arguments.of(part("name=\"file\"; filename*=utf-8''%zz", "", "abc") + ID + END, ""),
                Arguments.of(part("name=\"file\"", "", "x".repeat(128_000)) + ID + END, "/file"),
                Arguments.of(FILE + FILE + ID + END, "/file"),
                Arguments.of(ID + END, "/file"),
                Arguments.of(FILE + part("name=\"language\"", "", "english") + END, "/language"),
                Arguments.of(FILE + part("name=\"priority\"", "", "first") + END, "/priority"),
                Arguments.of(FILE + part("name=\"task\"", "", "sing") + END, "/task"),
                Arguments.of(FILE + part("name=\"prompt\"", "", "x".repeat(1_001)) + END, "/prompt"),
                Arguments.of(FILE + ID + ID + END, "/workflow_id"),
                Arguments.of(part("name=\"workflow_id\"; filename=\"w\"", "", "x") + FILE + END, "/workflow_id"),
                Arguments.of(FILE + part("name=\"workflow_id\"", "", "x".repeat(100_000)) + END, "/workflow_id"),
                Arguments.of(FILE + part("name=\"workflow_id\"", "", "") + END, "/workflow_id"),
                Arguments.of(part("name=\"p/1\"", "", "x").repeat(2_000) + FILE + ID + END, "/p~11"),
                Arguments.of(part("name=\"p\"; filename=\"x\"", "", "x") + FILE + ID + END, "/p"));
    }

    @ParameterizedTest
    @MethodSource("wrongForms")
    void refusesInvalidFormWithPointer(String form, String pointer) throws IOException {
        for (int piece : new int[] {100, 1_000_000}) {
            Problem problem = catchThrowableOfType(Problem.class, () -> read(TYPE, form, piece));

            assertThat(problem).as("in pieces of %d", piece).isNotNull();
            assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(problem.faults()).extracting(Fault::pointer).containsExactly(pointer);
            assertThat(spool).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=zzz",
                "multipart/form-data; boundary=b; charset=nonsense",
                "multipart/form-data; charset=x; boundary"
            })
    void refusesInvalidOrDifferentBoundary(String type) {
        assertThatThrownBy(() -> read(type, FILE + ID + END, 1_000)).isInstanceOf(Problem.class);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void readsOptionsAndLatinHeaders() throws IOException {
        String form = part("name=\"title\"", "Content-Type: text/plain; charset=iso-8859-1\r\n", "Gespr\u00e4ch")
                + part("name=\"file\"; filename=\"\u00dcbung.mp3\"", "Content-Type: audio/mpeg\r\n", "sound")
                + ID
                + END;
        try (UploadForm reading = new UploadForm(TYPE, spool, LARGEST)) {
            Upload upload = reading.read(new ByteArrayInputStream(form.getBytes(ISO_8859_1)));

            assertThat(upload.fileName()).isEqualTo("\u00dcbung.mp3");
            assertThat(upload.options().title()).isEqualTo("Gespr\u00e4ch");
        }
    }

    @Test
    void formMayHaveTextAroundItsParts() throws IOException {
        String form = "before\r\n" + FILE + ID + END + "after";
        try (UploadForm reading = new UploadForm("Multipart/Form-Data; boundary=\"b\"", spool, LARGEST)) {
            assertThat(reading.read(inPieces(form, 1)).spooled()).hasContent("sound");
        }
    }

    @Test
    void refusesAFaultBeforeTheRestArrives() {
        InputStream form = new SequenceInputStream(
                inPieces(part("name=\"x\"", "", "v"), 1_000), new BodyStream(Duration.ofDays(1)));
        try (UploadForm reading = new UploadForm(TYPE, spool, LARGEST)) {
            assertThatThrownBy(() -> reading.read(form))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem ->
                                    assertThat(problem.faults().get(0).code()).isEqualTo(FaultCode.UNKNOWN_MEMBER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void brokenConnectionIsAnIncompleteForm() throws IOException {
        BodyStream body = new BodyStream(Duration.ofDays(1));
        body.put(FILE.getBytes(UTF_8)).await().indefinitely();
        body.fail(new IOException("reset"));
        try (UploadForm reading = new UploadForm(TYPE, spool, LARGEST)) {
            assertThatThrownBy(() -> reading.read(body))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem ->
                                    assertThat(problem.faults().get(0).code()).isEqualTo(FaultCode.MALFORMED_FORM));
        }
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void closedFormWritesNothingMore() throws IOException {
        UploadForm reading = new UploadForm(TYPE, spool, LARGEST);
        reading.close();

        assertThatThrownBy(() -> reading.read(inPieces(FILE + ID + END, 1_000)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void explainsMissingFileName() {
        assertThatThrownBy(() -> read(TYPE, part("name=\"file\"", "", "x") + ID + END, 1_000))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.faults().get(0).detail()).contains("filename="));
    }

    @Test
    void countsAllBytes() {
        assertThatThrownBy(() -> read(TYPE, part("name=\"file\"; filename=\"m\"", "", "x".repeat(1_000_000)), 10_000))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.TOO_LARGE));
        assertThat(spool).isEmptyDirectory();
    }

    /** The kernel refuses to write, as on a full disk, because the process may not write large files. */
    @Test
    void reportsFullDiskAndLeavesNothing() throws Exception {
        Process cramped = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 200 && exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrampedUpload.class.getName(),
                        spool.toString())
                .redirectErrorStream(true)
                .start();

        String printed = new String(cramped.getInputStream().readAllBytes(), UTF_8);

        assertThat(printed.lines()).contains(CrampedUpload.FULL);
        assertThat(cramped.waitFor()).isZero();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void missingSpoolIsNotReportedAsFormFault() throws IOException {
        Files.delete(spool);

        assertThatThrownBy(() -> read(TYPE, FILE + ID + END, 1_000))
                .isInstanceOf(UploadParts.NotSpooled.class)
                .matches(failure -> !DiskFull.is(failure));
        Files.createDirectory(spool);
    }

    private void read(String type, String form, int piece) throws IOException {
        try (UploadForm reading = new UploadForm(type, spool, LARGEST)) {
            reading.read(inPieces(form, piece));
        }
    }

    /** Small pieces only for the headers, because the sound would take too long. */
    private static InputStream inPieces(String form, int piece) {
        return new FilterInputStream(new ByteArrayInputStream(form.getBytes(UTF_8))) {
            private int count;

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int read = super.read(to, offset, Math.min(length, count > 500 ? Math.max(piece, 1_000) : piece));
                count += read;
                return read;
            }
        };
    }

    private static String part(String disposition, String headers, String content) {
        return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n" + headers + "\r\n" + content + "\r\n";
    }
}
