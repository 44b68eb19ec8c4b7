package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Predicate;

/** Offers each line to a reader, and passes on those that it does not consume. */
final class LineFilter extends OutputStream {

    private static final int LONGEST = 8192;

    private final Predicate<String> consumed;
    private final OutputStream rest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineFilter(Predicate<String> consumed, OutputStream rest) {
        this.consumed = consumed;
        this.rest = rest;
    }

    @Override
    public void write(int single) throws IOException {
        line.write(single);
        if (single == '\n' || line.size() == LONGEST) {
            finish();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Call at the end: the last line may have no line end. */
    void finish() throws IOException {
        if (line.size() > 0 && !consumed.test(line.toString(UTF_8).stripTrailing())) {
            line.writeTo(rest);
        }
        line.reset();
    }
}
