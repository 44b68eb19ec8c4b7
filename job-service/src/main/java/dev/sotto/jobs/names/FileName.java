package dev.sotto.jobs.names;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes names of files that can be stored, shown and downloaded. */
public final class FileName {

    /** The maximum length of a name, in characters (code points). */
    public static final int LONGEST = 255;

    /** The name of a recording that came without one. */
    public static final String UNNAMED = "recording";

    /** Tabs and line ends, which keep words apart. */
    private static final Pattern BLANKS = Pattern.compile("\\r\\n|[\\t-\\r\\u0085\\u2028\\u2029]");

    /**
     * Other controls, halves of characters, and marks that turn the direction of the rest of the name, which hide its real
     * extension.
     */
    private static final Pattern UNWANTED = Pattern.compile("[\\p{Cc}\\p{Cs}\\u202a-\\u202e\\u2066-\\u2069]");

    /** The path of a file on the sender's disk, not a name that contains a slash. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z]:[/\\\\].*|[/\\\\].*|(.*[/\\\\])?\\.{1,2}[/\\\\].*");

    private static final Pattern SLASHES = Pattern.compile("[/\\\\]+");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,10}$");
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private static final Set<String> RECORDINGS = Set.of(
            "3ga", "3gp", "3gpp", "aac", "ac3", "aif", "aifc", "aiff", "alac", "amr", "ape", "asf", "au", "avi", "awb",
            "bw64", "caf", "dss", "dts", "eac3", "flac", "flv", "g722", "gsm", "m2ts", "m4a", "m4b", "m4r", "m4v",
            "mka", "mkv", "mov", "mp2", "mp3", "mp4", "mpa", "mpeg", "mpg", "mts", "oga", "ogg", "ogv", "opus", "qcp",
            "ra", "rf64", "rm", "snd", "spx", "tak", "ts", "tta", "vob", "voc", "w64", "wav", "wave", "weba", "webm",
            "wma", "wmv", "wv");

    private FileName() {}

    /**
     * Returns the name to store for what a client sent. A path loses its directories, a slash within a name becomes
     * {@code _}, and a line break a space. A longer name is cut before its extension, never within a character that people
     * see as one.
     */
    public static String of(String sent) {
        String line = UNWANTED.matcher(BLANKS.matcher(sent).replaceAll(" "))
                .replaceAll("")
                .strip();
        String last = PATH.matcher(line).matches() ? lastSegment(line) : withoutLastSlash(line);
        String name = SLASHES.matcher(last).replaceAll("_").strip();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? UNNAMED : cut(name);
    }

    /** Returns the name of a file that was made from a recording: {@code talk.srt} for {@code talk.mp3}. */
    public static String withExtension(String recording, String extension) {
        return cut(stem(recording) + "." + extension);
    }

    /** Only the extension of a recording is one: {@code Interview v2.5} and {@code Smith.John} are whole names. */
    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        boolean isExtension =
                dot > 0 && RECORDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return isExtension ? name.substring(0, dot) : name;
    }

    private static String cut(String name) {
        if (length(name) <= LONGEST) {
            return name;
        }
        Matcher matcher = EXTENSION.matcher(name);
        String extension = matcher.find() ? matcher.group() : "";
        int room = LONGEST - extension.length();
        StringBuilder kept = new StringBuilder();
        Matcher graphemes = GRAPHEME.matcher(name.substring(0, name.length() - extension.length()));
        while (graphemes.find() && length(graphemes.group()) <= room) {
            kept.append(graphemes.group());
            room -= length(graphemes.group());
        }
        return kept.toString().strip() + extension;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String lastSegment(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String withoutLastSlash(String name) {
        return name.endsWith("/") || name.endsWith("\\") ? name.substring(0, name.length() - 1) : name;
    }
}
