package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the encrypted tracks of a file in the family of MP4 (ISO/IEC 14496-12). FFmpeg hides the encryption and decodes
 * noise.
 */
final class Mp4Protection {

    /** Of ISO 23001-7, iTunes and Audible. */
    private static final Set<String> ENCRYPTED = Set.of("enca", "encv", "drms", "drmi", "aavd");

    private static final Set<String> CONTAINERS = Set.of("moov", "mdia", "minf", "stbl");
    /** A file with more boxes is not looked at further. */
    private static final int MOST_BOXES = 20_000;

    /** {@code moov}, {@code trak}, {@code mdia}, {@code minf}, {@code stbl} */
    private static final int DEEPEST = 5;

    private final RandomAccessFile file;
    private final Set<Integer> encrypted = new HashSet<>();
    private int track = -1;
    private int boxes;

    private Mp4Protection(RandomAccessFile file) {
        this.file = file;
    }

    /** Returns the numbers of the encrypted tracks, from 0; empty for other files. */
    static Set<Integer> tracks(Source source) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(source.file().toFile(), "r")) {
            Mp4Protection search = new Mp4Protection(file);
            search.boxes(source.start(), file.length(), 0);
            return search.encrypted;
        }
    }

    private void boxes(long start, long end, int depth) throws IOException {
        long at = start;
        while (at + 8 <= end && depth <= DEEPEST && boxes++ < MOST_BOXES) {
            file.seek(at);
            long size = Integer.toUnsignedLong(file.readInt());
            String type = fourCharacters();
            long header = 8;
            if (size == 1 && at + 16 <= end) {
                size = file.readLong();
                header = 16;
            }
            long next = size == 0 ? end : at + size;
            if (next < at + header || next > end) {
                return;
            }
            inside(type, at + header, next, depth + 1);
            at = next;
        }
    }

    private void inside(String type, long start, long end, int depth) throws IOException {
        if (type.equals("trak")) {
            track++;
            boxes(start, end, depth);
        } else if (CONTAINERS.contains(type)) {
            boxes(start, end, depth);
        } else if (type.equals("stsd") && start + 16 <= end) {
            file.seek(start + 12); // behind version, flags, the number of entries and the first one's size
            if (ENCRYPTED.contains(fourCharacters())) {
                encrypted.add(track);
            }
        }
    }

    private String fourCharacters() throws IOException {
        byte[] bytes = new byte[4];
        file.readFully(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
