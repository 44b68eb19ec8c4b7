package dev.sotto.jobs.engines;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * A form with a part of the sound as a WAV file, which every engine reads. The sound is read from the disk while it is
 * sent. The length is told beforehand, because not every server takes chunks.
 */
final class SoundForm {

    private final String boundary = "sotto-" + UUID.randomUUID();
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    /** @param value may hold anything; no server reads a value's end other than by the boundary */
    SoundForm field(String name, Object value) {
        return text(
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    private SoundForm text(String text) {
        fields.writeBytes(text.getBytes(UTF_8));
        return this;
    }

    /** Completes the form with the sound. */
    HttpRequest.Builder post(HttpRequest.Builder request, Path pcm, Piece piece) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sound.wav\"\r\n"
                + "Content-Type: audio/wav\r\n\r\n");
        fields.writeBytes(WavHeader.of(piece.bytes()));
        byte[] head = fields.toByteArray();
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
        BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofByteArray(head),
                BodyPublishers.ofInputStream(() -> open(pcm, piece)),
                BodyPublishers.ofByteArray(tail));
        return request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.fromPublisher(body, head.length + piece.bytes() + tail.length));
    }

    private static InputStream open(Path pcm, Piece piece) {
        try {
            InputStream sound = Files.newInputStream(pcm);
            try {
                sound.skipNBytes(piece.firstByte());
                return BoundedInputStream.builder()
                        .setInputStream(sound)
                        .setMaxCount(piece.bytes())
                        .get();
            } catch (IOException e) {
                sound.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
