package dev.sotto.local.walk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file to transcribe, or to be refused.
 *
 * @param words the spoken words, in lower case without punctuation, if known
 */
public record Recording(
        String name,
        String mediaType,
        byte[] content,
        @Nullable String words) {
    private static final String SAMPLE_WORDS =
            "good morning the meeting will begin at ten o'clock" + " please send the report to the office before noon";
    private static final int SAMPLES_A_SECOND = 8_000;
    private static final int WAV_HEADER = 44;
    private static final byte SILENCE = (byte) 128;

    /** Returns the project's sample recording of a speaker, some seconds long. */
    public static Recording sample() {
        try (InputStream in = Recording.class.getResourceAsStream("/samples/meeting.mp3")) {
            return new Recording("meeting.mp3", "audio/mpeg", in.readAllBytes(), SAMPLE_WORDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a file on this machine. The server detects its type. */
    public static Recording of(Path file) {
        try {
            return new Recording(
                    file.getFileName().toString(), "application/octet-stream", Files.readAllBytes(file), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns silence (PCM WAV, mono, 8 bits). */
    public static Recording silence(int seconds) {
        int samples = Math.multiplyExact(seconds, SAMPLES_A_SECOND);
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + samples).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(WAV_HEADER - 8 + samples).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(SAMPLES_A_SECOND)
                .putInt(SAMPLES_A_SECOND)
                .putShort((short) 1)
                .putShort((short) 8);
        wav.put(ascii("data")).putInt(samples);
        Arrays.fill(wav.array(), WAV_HEADER, WAV_HEADER + samples, SILENCE);
        return new Recording("silence.wav", "audio/wav", wav.array(), null);
    }

    /** Returns text instead of sound. */
    public static Recording text() {
        return new Recording(
                "notes.mp3", "audio/mpeg", ascii("These are notes that somebody named .mp3.\n".repeat(50)), null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the name for a Content-Disposition header (RFC 7578, with quotes escaped as browsers do). */
    String quotedName() {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    @Override
    public String toString() {
        return name + " (" + content.length + " bytes)";
    }
}
