package dev.sotto.gateway;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Accepts only request targets in the one spelling that all servers read alike. Attackers bypass gateways that
 * normalise paths differently from the service behind them, so this gateway does not normalise: it refuses other
 * spellings. Names and ids in this API are plain ASCII, so no path needs a percent sign.
 */
final class RequestPath {

    static final int MAX_TARGET_LENGTH = 8 * 1024;

    // No empty segment, and no segment that ends with a dot (including "." and "..").
    private static final Pattern CANONICAL =
            Pattern.compile("/|(?:/[A-Za-z0-9._~:@!$&'()*+,=-]*[A-Za-z0-9_~:@!$&'()*+,=-])+");
    private static final Pattern QUERY = Pattern.compile("[\\x21-\\x7e&&[^#\\\\]]*");

    private static final String HEX = "0123456789abcdefABCDEF";

    private RequestPath() {}

    static boolean isCanonical(String path) {
        return CANONICAL.matcher(path).matches();
    }

    /** Returns the path of a request target ({@code path[?query]}) if it is canonical. */
    static Optional<String> of(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        return isCanonical(path) && QUERY.matcher(query).matches() ? Optional.of(path) : Optional.empty();
    }

    /** Returns whether every percent sign begins a valid escape (RFC 3986, 2.1). */
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
