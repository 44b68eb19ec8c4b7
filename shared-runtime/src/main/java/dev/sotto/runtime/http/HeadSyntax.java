package dev.sotto.runtime.http;

import java.util.regex.Pattern;

/** The syntax of request headers (RFC 9110, 5.6 and 12.5.1). */
final class HeadSyntax {

    /** Far above what any client sends. Longer values only cost time. */
    private static final int LONGEST = 2_000;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern MEDIA_TYPE = Pattern.compile(
            "\\s*+" + TOKEN + "/" + TOKEN + "(?:\\s*+;\\s*+(?:" + TOKEN + "=(?:" + TOKEN + "|\"[^\"]*+\"))?)*+\\s*+");
    private static final Pattern WRONG_QUALITY =
            Pattern.compile(";\\s*+[qQ]=(?!(?:0(?:\\.\\d{0,3}+)?|1(?:\\.0{0,3}+)?)\\s*+(?:;|$))");

    private HeadSyntax() {}

    static boolean isMediaType(String text) {
        return text.length() <= LONGEST && MEDIA_TYPE.matcher(text).matches();
    }

    /** Returns whether the text is a list of media ranges; some items may be empty. */
    static boolean isAccept(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        int begin = 0;
        boolean quoted = false;
        for (int at = 0; at <= text.length(); at++) {
            boolean end = at == text.length();
            if (!end && text.charAt(at) == '"') {
                quoted = !quoted;
            } else if (end || (text.charAt(at) == ',' && !quoted)) {
                if (!isRange(text.substring(begin, at))) {
                    return false;
                }
                begin = at + 1;
            }
        }
        return true;
    }

    private static boolean isRange(String range) {
        return range.isBlank()
                || (isMediaType(range) && !WRONG_QUALITY.matcher(range).find());
    }
}
