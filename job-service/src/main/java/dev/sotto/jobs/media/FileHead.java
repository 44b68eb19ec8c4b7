package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The first bytes of a file. They only choose the words of a refusal; FFmpeg recognises the format. */
record FileHead(String text) {

    private static final int BYTES = 64;
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

    static FileHead of(Path recording) throws IOException {
        try (InputStream in = Files.newInputStream(recording)) {
            return new FileHead(new String(in.readNBytes(BYTES), ISO_8859_1));
        }
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    boolean isPlaylist() {
        String start = text.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        return PLAYLISTS.stream().anyMatch(start::startsWith);
    }

    /** Returns whether the file begins as a recording does, so that it is damaged rather than something else. */
    boolean isRecording() {
        return BEGINNINGS.stream().anyMatch(text::startsWith)
                || BOXES.stream().anyMatch(box -> text.startsWith(box, 4));
    }
}
