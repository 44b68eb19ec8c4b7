package dev.sotto.gateway;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides whether a request target is written in the one way that every server behind reads alike. Gateways are bypassed where
 * they and the service behind normalise differently, so nothing is normalised here: another spelling is refused. Names and ids in this API
 * are plain ASCII, so that no path needs a percent sign.
 */
final class RequestPath {

    static final int MAX_TARGET_LENGTH = 8 * 1024;

    // No empty segment, and none that ends with a dot ("." and ".." are such).
    private static final Pattern CANONICAL =
            Pattern.compile("/|(?:/[A-Za-z0-9._~:@!$&'()*+,=-]*[A-Za-z0-9_~:@!$&'()*+,=-])+");
    private static final Pattern QUERY = Pattern.compile("[\\x21-\\x7e&&[^#\\\\]]*");

    private static final String HEX = "0123456789abcdefABCDEF";

    private RequestPath() {}

    static boolean isCanonical(String path) {
        return CANONICAL.matcher(path).matches();
    }

    /** The path of a request target ({@code path[?query]}), if it is canonical. */
    static Optional<String> of(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return isCanonical(path) && QUERY.matcher(query).matches() ? Optional.of(path) : Optional.empty();
    }

    /** Whether every percent sign begins an escape (RFC 3986, 2.1). */
    static boolean isEscapedWell(String target) {
        for (int at = target.indexOf('%'); at >= 0; at = target.indexOf('%', at + 1)) {
            if (at + 2 >= target.length()
                    || HEX.indexOf(target.charAt(at + 1)) < 0
                    || HEX.indexOf(target.charAt(at + 2)) < 0) {
                return false;
            }
        }
        return true;
    }
}
