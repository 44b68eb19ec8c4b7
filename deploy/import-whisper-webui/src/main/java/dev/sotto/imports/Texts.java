package dev.sotto.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads texts from a database that may contain anything. */
final class Texts {

    private static final int LONGEST_QUOTE = 60;

    private Texts() {}

    /** Returns the exact text. PostgreSQL cannot store NUL or incomplete characters. */
    static @Nullable String exact(byte @Nullable [] bytes, String column) throws Unfit {
        if (bytes == null) {
            return null;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unfit("its " + column + " is not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Unfit("its " + column + " has a NUL character");
        }
        return text;
    }

    /** Returns text for display, without characters that cannot be stored or shown. */
    static String shown(byte @Nullable [] bytes, int longest) {
        if (bytes == null) {
            return "";
        }
        StringBuilder clean = new StringBuilder();
        new String(bytes, StandardCharsets.UTF_8)
                .codePoints()
                .filter(c -> c == '\n' || !Character.isISOControl(c))
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .limit(longest)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    /** Returns the words of a transcript unchanged, or refuses the transcript. */
    static String spoken(String text, String where) throws Unfit {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                throw new Unfit("its result has a NUL character in " + where);
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new Unfit("its result has half a character (a lone surrogate) in " + where);
                }
                i++;
            }
        }
        return text.strip();
    }

    /** Returns a short text on one line, for a reason. */
    static String quoted(String text) {
        String line =
                shown(text.getBytes(StandardCharsets.UTF_8), LONGEST_QUOTE).replaceAll("\\s+", " ");
        return "\"" + line + "\"";
    }
}
