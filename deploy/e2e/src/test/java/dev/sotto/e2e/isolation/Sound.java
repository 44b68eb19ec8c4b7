package dev.sotto.e2e.isolation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Silence as a WAV file (PCM, mono, 8 bits) with a comment in it (RIFF's INFO list). */
final class Sound {
    private static final int SAMPLES_A_SECOND = 8_000;
    private static final int FORMAT_BYTES = 16;
    private static final byte SILENCE = (byte) 128;

    private Sound() {}

    static byte[] silence(int millis, String comment) {
        int samples = (int) ((long) millis * SAMPLES_A_SECOND / 1000);
        byte[] text = Arrays.copyOf(comment.getBytes(StandardCharsets.US_ASCII), (comment.length() + 2) / 2 * 2);
        int list = 4 + 8 + text.length;
        int size = 4 + 8 + FORMAT_BYTES + 8 + list + 8 + samples;
        ByteBuffer wav = ByteBuffer.allocate(8 + size).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(size).put(ascii("WAVEfmt ")).putInt(FORMAT_BYTES);
        wav.putShort((short) 1).putShort((short) 1).putInt(SAMPLES_A_SECOND).putInt(SAMPLES_A_SECOND);
        wav.putShort((short) 1).putShort((short) 8);
        wav.put(ascii("LIST"))
                .putInt(list)
                .put(ascii("INFOICMT"))
                .putInt(text.length)
                .put(text);
        wav.put(ascii("data")).putInt(samples);
        Arrays.fill(wav.array(), wav.position(), wav.capacity(), SILENCE);
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
