package dev.sotto.jobs.transcripts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The download formats of a transcript. Each renders an empty transcript as a valid file. */
public enum TranscriptFormat {
    JSON("application/json", TranscriptJson::write),
    TXT("text/plain", PlainText::render),
    SRT("application/x-subrip", SubRip::render),
    VTT("text/vtt", WebVtt::render),
    LRC("application/x-lrc", Lyrics::render),
    TSV("text/tab-separated-values", TabSeparated::render);

    private final String mediaType;
    private final Function<Transcript, String> renderer;

    TranscriptFormat(String mediaType, Function<Transcript, String> renderer) {
        this.mediaType = mediaType;
        this.renderer = renderer;
    }

    /** Finds a format by {@link #extension}, in any case. */
    public static Optional<TranscriptFormat> byExtension(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(extension.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public String mediaType() {
        return mediaType;
    }

    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the whole file, to be sent as UTF-8. */
    public String render(Transcript transcript) {
        return renderer.apply(transcript);
    }
}
