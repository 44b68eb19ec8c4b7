package dev.sotto.jobs.jobs;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file, by RFC 9110, 14.
 *
 * @param count 0 if the file has no byte of the range
 */
record ByteRange(long from, long count) {

    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,100})-([0-9]{0,100})");

    /**
     * Returns the range that a request asks for; empty if it asks for the whole file. Several ranges, other units and
     * malformed ones count as the whole file.
     *
     * @param header the header Range
     * @param bytes the size of the file
     */
    static Optional<ByteRange> of(@Nullable String header, long bytes) {
        Matcher range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = figure(range.group(2), bytes);
            return Optional.of(new ByteRange(bytes - last, last));
        }
        long from = figure(range.group(1), bytes);
        long to = range.group(2).isEmpty() ? bytes - 1 : figure(range.group(2), bytes - 1);
        boolean reversed = !range.group(2).isEmpty()
                && new BigInteger(range.group(1)).compareTo(new BigInteger(range.group(2))) > 0;
        return reversed ? Optional.empty() : Optional.of(new ByteRange(from, Math.max(0, to - from + 1)));
    }

    private static long figure(String digits, long most) {
        return new BigInteger(digits).min(BigInteger.valueOf(most)).longValue();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** As in the header Content-Range. */
    String of(long bytes) {
        return "bytes " + from + "-" + (from + count - 1) + "/" + bytes;
    }
}
