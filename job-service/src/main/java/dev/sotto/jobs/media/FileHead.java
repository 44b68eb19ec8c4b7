package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The first bytes of a file. They only choose the words of a refusal; FFmpeg recognises the format. */
record FileHead(String text) {

    private static final int BYTES = 64;
    private static final int TAG = 10;
    private static final int BOX_ZEROS = 3;
    private static final long MOST_PADDING = 16 << 20;
    private static final List<String> PLAYLISTS =
            List.of("#extm3u", "ffconcat", "concat:", "[playlist]", "<?xml", "<mpd", "<smil", "<asx");
    private static final List<String> BEGINNINGS = List.of(
            "RIFF",
            "RF64",
            "BW64",
            "riff",
            "FORM",
            "caff",
            ".snd",
            "ID3",
            "OggS",
            "fLaC",
            "#!AMR",
            "wvpk",
            "MAC ",
            "TTA1",
            "MPCK",
            "\u001aE\u00df\u00a3",
            "0&\u00b2u",
            "FLV",
            "\u00ff\u00fb",
            "\u00ff\u00f3",
            "\u00ff\u00f1");
    private static final List<String> BOXES = List.of("ftyp", "moov", "free", "mdat", "wide", "skip");

    static FileHead of(Source source) throws IOException {
        try (InputStream in = Files.newInputStream(source.file())) {
            in.skipNBytes(source.start());
            return new FileHead(new String(in.readNBytes(BYTES), ISO_8859_1));
        }
    }

    /**
     * Returns how many bytes of tags (ID3v2) and zeros are before the recording. FFmpeg looks behind them in some
     * formats only.
     */
    static long padding(Path recording) throws IOException {
        long at = 0;
        try (RandomAccessFile file = new RandomAccessFile(recording.toFile(), "r")) {
            for (long skipped = -1; at > skipped && at < MOST_PADDING; ) {
                skipped = at;
                at = behindZeros(file, behindTag(file, at));
            }
            return at < file.length() ? at : 0;
        }
    }

    private static long behindTag(RandomAccessFile file, long at) throws IOException {
        byte[] tag = new byte[TAG];
        file.seek(at);
        if (file.read(tag) < TAG || tag[0] != 'I' || tag[1] != 'D' || tag[2] != '3') {
            return at;
        }
        long size = 0;
        for (int i = 6; i < TAG; i++) {
            size = size << 7 | tag[i] & 0x7f;
        }
        return at + TAG + size;
    }

    private static long behindZeros(RandomAccessFile file, long start) throws IOException {
        byte[] block = new byte[1 << 16];
        file.seek(start);
        long at = start;
        for (int read = file.read(block); read > 0 && at < MOST_PADDING; read = file.read(block)) {
            for (int i = 0; i < read; i++) {
                if (block[i] != 0) {
                    // The first box of an MP4 begins with zeros.
                    return Math.max(start, at + i - (isBox(block, i, read) ? BOX_ZEROS : 0));
                }
            }
            at += read;
        }
        return at;
    }

    private static boolean isBox(byte[] block, int i, int read) {
        for (int zeros = 1; zeros <= BOX_ZEROS; zeros++) {
            int type = i - zeros + 4;
            if (type + 4 <= read && BOXES.contains(new String(block, type, 4, ISO_8859_1))) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isPlaylist() {
        String start = text.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        return PLAYLISTS.stream().anyMatch(start::startsWith);
    }

    boolean isOgg() {
        return text.startsWith("OggS");
    }

    /** Returns whether the file begins as a recording does, so that it is damaged rather than something else. */
    boolean isRecording() {
        return BEGINNINGS.stream().anyMatch(text::startsWith)
                || BOXES.stream().anyMatch(box -> text.startsWith(box, 4));
    }
}
