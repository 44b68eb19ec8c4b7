package dev.sotto.jobs.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sotto.jobs.storage.DiskFull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Receives a recording of a megabyte in a process that may only write smaller files, and prints the result. */
final class CrampedUpload {

    static final String FULL = "the disk is full";

    private CrampedUpload() {}

    public static void main(String[] spool) throws IOException {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.mp3\"\r\n\r\n"
                + "x".repeat(1_000_000);
        try (UploadForm reading = new UploadForm("multipart/form-data; boundary=b", Path.of(spool[0]), 2_000_000)) {
            reading.read(new ByteArrayInputStream(form.getBytes(UTF_8)));
            System.out.println("received");
        } catch (RuntimeException e) {
            System.out.println(DiskFull.is(e) ? FULL : e);
        }
    }
}
