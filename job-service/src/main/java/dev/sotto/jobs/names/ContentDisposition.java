package dev.sotto.jobs.names;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * The header of that name: of a part of a form (RFC 7578), and of a download (RFC 6266).
 *
 * <p>commons-fileupload's parser splits the parameters. It reads neither escapes within quotes, nor {@code filename*}
 * beside {@code filename}, nor a name in several pieces (RFC 2231). Those are read here.
 *
 * @param name the name of the part
 * @param fileName as the client sent it; null if the part is not a file
 */
public record ContentDisposition(String name, @Nullable String fileName) {

    private static final Pattern FORM_DATA = Pattern.compile("form-data\\s*(;|$)", Pattern.CASE_INSENSITIVE);

    /** RFC 9110. A rest with quotes is left in a name if quotes within a value were not escaped and cannot be told apart. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    /**
     * Browsers write {@code %22} for a quote, and {@code %0D%0A} for a line end (WHATWG); curl and others write a backslash
     * before a quote or a backslash (RFC 2616).
     */
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\])|%22|%0D%0A|%0D|%0A");

    /** Stands for an asterisk in the names of parameters, so that the parser keeps {@code filename*} apart. */
    private static final char STAR = '\uffff';

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9 ._()-]");

    /**
     * Reads the header of a part of a form.
     *
     * @throws IllegalArgumentException if it is not {@code form-data} with a name, or can be read in more than one way
     */
    public static ContentDisposition ofPart(@Nullable String header) {
        if (header == null || !FORM_DATA.matcher(header).lookingAt()) {
            throw new IllegalArgumentException("a part without Content-Disposition: form-data");
        }
        Map<String, String> parameters = parameters(header);
        String name = parameters.get("name");
        if (name == null) {
            throw new IllegalArgumentException("a part without a name");
        }
        return new ContentDisposition(unescaped(name), fileName(parameters));
    }

    /** Returns the name that a server gives to a file; null if the header is absent, gives none or cannot be read. */
    public static @Nullable String fileNameOf(@Nullable String header) {
        try {
            return header == null ? null : fileName(parameters(header));
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters =
                parser.parse(header.replace(STAR, '\ufffd').replace('*', STAR), ';');
        if (parameters.keySet().stream().anyMatch(each -> !isToken(each))) {
            throw new IllegalArgumentException("quotes within a value are not escaped");
        }
        return parameters;
    }

    /** Returns the header of a download: the name, and an ASCII one for old clients. */
    public static String attachment(String fileName) {
        String simple = MARKS.matcher(Normalizer.normalize(fileName, Normalizer.Form.NFD))
                .replaceAll("");
        String plain = NOT_PLAIN
                .matcher(simple.codePoints()
                        .map(point -> point < 128 ? point : '_')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
                .replaceAll("_");
        String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }

    private static boolean isToken(String name) {
        return TOKEN.matcher(name.replace(STAR, '*')).matches();
    }

    /** {@code filename*} wins (RFC 6266), except if it cannot be read and there is a {@code filename}. */
    private static @Nullable String fileName(Map<String, String> parameters) {
        boolean hasPlain = parameters.containsKey("filename");
        String plain = parameters.get("filename");
        try {
            String extended = extended(parameters);
            if (extended != null) {
                return decoded(extended);
            }
        } catch (IllegalArgumentException unreadable) {
            if (!hasPlain) {
                throw unreadable;
            }
        }
        return hasPlain ? unescaped(plain == null ? "" : plain) : null;
    }

    /** Returns the value of {@code filename*}, or its pieces {@code filename*0*}, {@code filename*1}, … joined. */
    private static @Nullable String extended(Map<String, String> parameters) {
        String extended = parameters.get("filename" + STAR);
        if (extended != null || !parameters.containsKey("filename" + STAR + "0" + STAR)) {
            return extended == null ? inPlainPieces(parameters) : extended;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; ; i++) {
            String coded = parameters.get("filename" + STAR + i + STAR);
            String plain = parameters.get("filename" + STAR + i);
            if (coded == null && plain == null) {
                return joined.toString();
            }
            joined.append(coded == null ? encoded(unescaped(plain)) : coded);
        }
    }

    private static @Nullable String inPlainPieces(Map<String, String> parameters) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; parameters.get("filename" + STAR + i) != null; i++) {
            joined.append(parameters.get("filename" + STAR + i));
        }
        return joined.length() == 0 ? null : "UTF-8''" + encoded(unescaped(joined.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** RFC 8187: the charset, the language and the encoded name, separated by apostrophes. */
    private static String decoded(String extended) {
        String[] parts = extended.replace(STAR, '*').split("'", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("an extended value without its charset");
        }
        return URLDecoder.decode(parts[2].replace("+", "%2B"), Charset.forName(parts[0]));
    }

    private static String unescaped(String value) {
        return ESCAPE.matcher(value.replace(STAR, '*')).replaceAll(found -> Matcher.quoteReplacement(meaning(found)));
    }

    private static String meaning(MatchResult escape) {
        if (escape.group(1) != null) {
            return escape.group(1);
        }
        return escape.group().equals("%22") ? "\"" : "\n";
    }
}
