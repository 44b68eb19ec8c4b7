package dev.sotto.jobs.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What FFmpeg prints about the first audio stream while it decodes. It is only displayed, and no decision depends on
 * it. ffprobe would print it in a better form, but it opens a decoder for every stream, including video.
 */
record StreamNote(String codec, int sampleRate, int channels) {

    private static final StreamNote UNKNOWN = new StreamNote("unknown", 0, 0);
    private static final Pattern NOTE =
            Pattern.compile("(?m)^ {2}Stream #0:\\d[^ ]*: Audio: (\\w+).*?, (\\d+) Hz, ([^,\\n]+)");
    private static final Pattern LAYOUT = Pattern.compile("(\\d+)(?:\\.(\\d+))?.*");

    static StreamNote in(String log) {
        Matcher note = NOTE.matcher(log);
        return note.find()
                ? new StreamNote(note.group(1), Integer.parseInt(note.group(2)), channels(note.group(3)))
                : UNKNOWN;
    }

    /** Parses {@code mono}, {@code stereo}, {@code 5.1(side)}, {@code 24 channels}. */
    private static int channels(String layout) {
        Matcher numbers = LAYOUT.matcher(layout);
        if (numbers.matches()) {
            String low = numbers.group(2);
            return Integer.parseInt(numbers.group(1)) + (low == null ? 0 : Integer.parseInt(low));
        }
        return layout.startsWith("mono") ? 1 : layout.startsWith("stereo") ? 2 : 0;
    }
}
