package dev.sotto.jobs.engines;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of a WAV file of decoded sound: 16 kHz, mono, signed 16 bit. Source: Microsoft's RIFF specification. */
final class WavHeader {

    static final int BYTES = 44;
    private static final int RATE = 16_000;
    private static final short SAMPLE_BYTES = 2;

    private WavHeader() {}

    static byte[] of(long soundBytes) {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt((int) (soundBytes + BYTES - 8))
                .put("WAVEfmt ".getBytes(US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(RATE * SAMPLE_BYTES)
                .putShort(SAMPLE_BYTES)
                .putShort((short) (SAMPLE_BYTES * Byte.SIZE))
                .put("data".getBytes(US_ASCII))
                .putInt((int) soundBytes)
                .array();
    }
}
