package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Set;

/**
 * Finds sound that FFmpeg leaves out: a WAV that ends before its stated end, and recordings that were joined byte by
 * byte, of which FFmpeg reads the first.
 */
final class FileEnd {

    private static final Set<String> RIFF = Set.of("RIFF", "RF64", "BW64");
    /** Recorders that cannot go back to their header leave 0 or nearly 2 or 4 GB. */
    private static final long UNKNOWN_SIZE = 0x7fff_0000L;

    private static final int SLACK = 1024;
    private static final int MOST_BOXES = 10_000;
    private static final int MOST_PAGES = 1_000_000;
    private static final int OGG_HEADER = 27;
    private static final int OGG_BEGINNING = 2;

    private FileEnd() {}

    /** Returns whether it is a WAV that ends before its stated end. */
    static boolean isCut(Source source) throws IOException {
        try (RandomAccessFile file = open(source)) {
            long end = riffEnd(file, source.start());
            return end > file.length() + SLACK;
        }
    }

    /** Returns where the next recording begins; 0 if there is none. */
    static long next(Source source) throws IOException {
        try (RandomAccessFile file = open(source)) {
            String start = fourCharacters(file, source.start());
            if (start.equals("FORM")) {
                long end = source.start() + 8 + Integer.toUnsignedLong(intAt(file, source.start() + 4));
                return fourCharacters(file, end).equals(start) ? end : 0;
            }
            if (RIFF.contains(start)) {
                long end = riffEnd(file, source.start());
                return end > 0 && RIFF.contains(fourCharacters(file, end)) ? end : 0;
            }
            return start.equals("OggS") ? nextOgg(file, source.start()) : nextMp4(file, source.start());
        }
    }

    private static RandomAccessFile open(Source source) throws IOException {
        return new RandomAccessFile(source.file().toFile(), "r");
    }

    private static long riffEnd(RandomAccessFile file, long start) throws IOException {
        if (!fourCharacters(file, start).equals("RIFF")) {
            return 0;
        }
        long size = Integer.toUnsignedLong(Integer.reverseBytes(intAt(file, start + 4)));
        return size == 0 || size >= UNKNOWN_SIZE ? 0 : start + 8 + size;
    }

    /** A page that begins a stream, behind one that continues a stream. */
    private static long nextOgg(RandomAccessFile file, long start) throws IOException {
        byte[] header = new byte[OGG_HEADER + 255];
        boolean continued = false;
        long at = start;
        for (int page = 0; page < MOST_PAGES && fourCharacters(file, at).equals("OggS"); page++) {
            file.seek(at);
            int read = file.read(header);
            if (read < OGG_HEADER || read < OGG_HEADER + Byte.toUnsignedInt(header[26])) {
                return 0;
            }
            boolean begins = (header[5] & OGG_BEGINNING) != 0;
            if (begins && continued) {
                return at;
            }
            continued |= !begins;
            int segments = Byte.toUnsignedInt(header[26]);
            at += OGG_HEADER + segments;
            for (int i = 0; i < segments; i++) {
                at += Byte.toUnsignedInt(header[OGG_HEADER + i]);
            }
        }
        return 0;
    }

    private static long nextMp4(RandomAccessFile file, long start) throws IOException {
        boolean hasMovie = false;
        long at = start;
        for (int box = 0; box < MOST_BOXES && at + 16 <= file.length(); box++) {
            long size = Integer.toUnsignedLong(intAt(file, at));
            String type = fourCharacters(file, at + 4);
            if (size == 1) {
                size = file.readLong();
            }
            if (hasMovie && type.equals("ftyp")) {
                return at;
            }
            if (size < 8 || !type.matches("[a-z0-9]{4}")) {
                return 0;
            }
            hasMovie |= type.equals("moov");
            at += size;
        }
        return 0;
    }

    private static int intAt(RandomAccessFile file, long at) throws IOException {
        if (at + 4 > file.length()) {
            return 0;
        }
        file.seek(at);
        return file.readInt();
    }

    private static String fourCharacters(RandomAccessFile file, long at) throws IOException {
        if (at < 0 || at + 4 > file.length()) {
            return "";
        }
        file.seek(at);
        byte[] bytes = new byte[4];
        file.readFully(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
