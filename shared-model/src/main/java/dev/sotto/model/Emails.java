package dev.sotto.model;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** E-mail addresses as they are kept and compared: all spellings of one mailbox are one text (ADR 11). */
public final class Emails {

    /** Characters of a normal address: RFC 5321, 4.5.3.1.3, less the brackets of a path. */
    public static final int MAX_LENGTH = 254;

    private static final int MAX_LOCAL_PART = 64;

    /** RFC 5322, 3.2.3, in lower case. */
    private static final Pattern DOT_ATOM =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern HALFWIDTH_AND_FULLWIDTH = Pattern.compile("[\\uff01-\\uffef]+");

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    private Emails() {}

    /**
     * The domain in IDNA ASCII (UTS 46), the local part with full-width letters made narrow (the width mapping of RFC 8265),
     * in lower case and composed (NFC). What is no address has a normal form, too: it is nobody's.
     *
     * <p>Lower case is made here alone, by the rules of Unicode and of no language: PostgreSQL makes other small letters of
     * some (of U+0130), and an address that is two for one of them and one for the other passes between the two.
     */
    public static String normal(String address) {
        String narrow = narrow(address);
        int at = narrow.lastIndexOf('@');
        return at < 0 ? folded(narrow) : folded(narrow.substring(0, at)) + '@' + normalDomain(narrow.substring(at + 1));
    }

    /** Why nobody can be written to at an address, to stand after its name; null when the mailer can. */
    public static @Nullable String refusal(String address) {
        String normal = normal(address);
        int at = normal.lastIndexOf('@');
        if (at < 0) {
            return "must be an e-mail address";
        }
        String localPart = normal.substring(0, at);
        if (!isAscii(localPart)) {
            return "must have only ASCII characters before the @";
        }
        if (localPart.length() > MAX_LOCAL_PART || !DOT_ATOM.matcher(localPart).matches()) {
            return "must be an e-mail address";
        }
        if (asciiDomain(normal.substring(at + 1)) == null) {
            return "must have a valid domain name after the @";
        }
        return normal.length() > MAX_LENGTH
                ? "must have at most " + MAX_LENGTH + " characters, with its domain in ASCII"
                : null;
    }

    /** A part of an address as it stands in normal ones, to search for it; a domain's part by whole labels. */
    public static String normalPart(String text) {
        String narrow = narrow(text);
        if (narrow.indexOf('@') >= 0) {
            return normal(narrow);
        }
        return isAscii(narrow) ? folded(narrow) : normalDomain(narrow);
    }

    /** Whether SMTP carries a text without SMTPUTF8 (RFC 6531), which the mailer does not speak. */
    public static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }

    private static String narrow(String text) {
        return HALFWIDTH_AND_FULLWIDTH
                .matcher(text)
                .replaceAll(wide -> Matcher.quoteReplacement(Normalizer.normalize(wide.group(), Normalizer.Form.NFKC)));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static String normalDomain(String domain) {
        String ascii = asciiDomain(domain);
        return ascii == null ? folded(domain) : ascii;
    }

    /** Null when it is no domain name. Hyphens in the third and fourth place are the registries' to refuse. */
    private static @Nullable String asciiDomain(String domain) {
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
        boolean isValid = info.getErrors().stream().allMatch(IDNA.Error.HYPHEN_3_4::equals) && !ascii.endsWith(".");
        return isValid ? ascii : null;
    }
}
