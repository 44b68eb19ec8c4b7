package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/**
 * Keeps the beginning and the end of what is written to it: the recording's properties and the program's last error.
 */
final class KeptLog extends OutputStream {

    private static final int HEAD = 16_384;
    private static final int TAIL = 1_024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int first = Math.min(length, HEAD - head.size());
        head.write(bytes, offset, first);
        int rest = Math.min(length - first, TAIL);
        int kept = Math.min(tail.length, TAIL - rest);
        byte[] end = new byte[kept + rest];
        System.arraycopy(tail, tail.length - kept, end, 0, kept);
        System.arraycopy(bytes, offset + length - rest, end, kept, rest);
        tail = end;
    }

    String text() {
        return head.toString(UTF_8) + new String(tail, UTF_8);
    }
}
