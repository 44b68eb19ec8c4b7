package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Set;

/**
 * Finds sound that FFmpeg leaves out without a word: a WAV that ends before its stated end, or files that were joined
 * byte by byte, of which it reads the first.
 */
final class FileEnd {

    private static final Set<String> RIFF = Set.of("RIFF", "RF64", "BW64");
    /** Recorders that cannot go back to their header leave 0 or nearly 2 or 4 GB. */
    private static final long UNKNOWN_SIZE = 0x7fff_0000L;

    private static final int SLACK = 1024;
    private static final int MOST_BOXES = 10_000;

    private FileEnd() {}

    static boolean losesSound(Path recording) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(recording.toFile(), "r")) {
            if (file.length() < 16) {
                return false;
            }
            String start = fourCharacters(file, 0);
            return RIFF.contains(start) ? isRiffCut(file, start) : isMp4Joined(file);
        }
    }

    private static boolean isRiffCut(RandomAccessFile file, String start) throws IOException {
        long size = Integer.toUnsignedLong(Integer.reverseBytes(intAt(file, 4)));
        if (!start.equals("RIFF") || size == 0 || size >= UNKNOWN_SIZE) {
            return false;
        }
        long end = size + 8;
        return end > file.length() + SLACK
                || end + 16 <= file.length() && RIFF.contains(fourCharacters(file, end))
                || end + 17 <= file.length() && RIFF.contains(fourCharacters(file, end + 1));
    }

    private static boolean isMp4Joined(RandomAccessFile file) throws IOException {
        int movies = 0;
        long at = 0;
        for (int box = 0; box < MOST_BOXES && at + 16 <= file.length(); box++) {
            long size = Integer.toUnsignedLong(intAt(file, at));
            String type = fourCharacters(file, at + 4);
            if (size == 1) {
                size = file.readLong();
            }
            movies += type.equals("moov") ? 1 : 0;
            if (size < 8 || !type.matches("[a-z0-9]{4}")) {
                break;
            }
            at += size;
        }
        return movies > 1;
    }

    private static int intAt(RandomAccessFile file, long at) throws IOException {
        file.seek(at);
        return file.readInt();
    }

    private static String fourCharacters(RandomAccessFile file, long at) throws IOException {
        file.seek(at);
        byte[] bytes = new byte[4];
        file.readFully(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
