package dev.sotto.jobs.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The accepted audio formats, recognised by their first bytes, each with its FFmpeg demuxer. */
public enum AudioFormat {
    WAV("wav", "audio/wav"),
    MP3("mp3", "audio/mpeg"),
    M4A("mov", "audio/mp4"),
    MP4("mov", "video/mp4"),
    OGG("ogg", "audio/ogg"),
    OPUS("ogg", "audio/ogg"),
    FLAC("flac", "audio/flac"),
    WEBM("matroska", "video/webm");

    private static final int HEAD = 64;

    private final String demuxer;
    private final String mediaType;

    AudioFormat(String demuxer, String mediaType) {
        this.demuxer = demuxer;
        this.mediaType = mediaType;
    }

    /** @throws UnreadableAudio if the file is empty, a playlist, or of an unknown format */
    public static AudioFormat of(Path recording) throws IOException {
        try (InputStream in = Files.newInputStream(recording)) {
            return of(in.readNBytes(HEAD));
        }
    }

    static AudioFormat of(byte[] head) {
        if (head.length == 0) {
            throw new UnreadableAudio(UnreadableAudio.Reason.EMPTY_FILE);
        }
        String text = new String(head, ISO_8859_1);
        if (isPlaylist(text)) {
            throw new UnreadableAudio(UnreadableAudio.Reason.PLAYLIST);
        }
        if ((text.startsWith("RIFF") || text.startsWith("RF64")) && text.startsWith("WAVE", 8)) {
            return WAV;
        }
        if (text.startsWith("ID3") || isMp3Frame(head)) {
            return MP3;
        }
        if (text.startsWith("ftyp", 4)) {
            return text.startsWith("M4A", 8) || text.startsWith("M4B", 8) ? M4A : MP4;
        }
        if (text.startsWith("OggS")) {
            return text.startsWith("OpusHead", 28) ? OPUS : OGG;
        }
        if (text.startsWith("fLaC")) {
            return FLAC;
        }
        if (text.startsWith("\u001a\u0045\u00df\u00a3")) {
            return WEBM;
        }
        throw new UnreadableAudio(UnreadableAudio.Reason.UNKNOWN_FORMAT);
    }

    private static boolean isPlaylist(String text) {
        String start = text.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("#extm3u")
                || start.startsWith("ffconcat")
                || start.startsWith("concat:")
                || start.startsWith("[playlist]")
                || start.startsWith("<?xml")
                || start.startsWith("<mpd");
    }

    /**
     * Checks sync word, layer III, and that version, bit rate and sample rate are not reserved. A UTF-16 text also
     * begins with 0xFF.
     */
    private static boolean isMp3Frame(byte[] head) {
        return head.length >= 4
                && (head[0] & 0xFF) == 0xFF
                && (head[1] & 0xE6) == 0xE2
                && (head[1] & 0x18) != 0x08
                && (head[2] & 0xF0) != 0xF0
                && (head[2] & 0x0C) != 0x0C;
    }

    String demuxer() {
        return demuxer;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Returns the format's name in responses and events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
