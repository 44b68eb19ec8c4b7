package dev.sotto.e2e.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Hostile input. */
final class Hostile {
    private static final int LONG = 300;
    private static final int LARGE = 100_000;
    private static final int DEEP = 20_000;

    /** For the place of a JSON value. Invalid UTF-8 is written as ISO 8859-1, one character per byte. */
    static final List<String> JSON = Stream.of(
                    Stream.of("null", "true", "0", "-0", "-1", "1.0", "1.5", "1e3", "1e400", "-1e400", "1e-400"),
                    Stream.of("NaN", "Infinity", "-Infinity", "0x10", "01", "+1", ".5", "1e1000000", "\"1e1000000\""),
                    Stream.of("2147483648", "-2147483649", "9223372036854775807", "9223372036854775808"),
                    Stream.of("99999999999999999999999999999999", "123456789.12345678901234567890", "9".repeat(2_000)),
                    Stream.of(
                            "\"\"",
                            "\" \"",
                            "\"\\t\\n\"",
                            "\"\\u0000\"",
                            "\"a\\u0000b\"",
                            "\"\\u001f\"",
                            "\"\\u007f\""),
                    Stream.of("\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\\uFFFF\""),
                    Stream.of(
                            "\"\\u202e\\u2066evil\"", "\"\\u2028\\u2029\"", "\"\\ufeff\"", "\"\\u0130\\u0131\\u212a\""),
                    Stream.of(
                            "\"\u00c0\u0080\"", "\"\u00ff\"", "\"\u00ed\u00a0\u0080\"", "\"\u00f4\u0090\u0080\u0080\""),
                    Stream.of(
                            "\"\u0000\"",
                            "\"\n\"",
                            "'a'",
                            "undefined",
                            "/*c*/1",
                            "\"\\x\"",
                            "\"\\u12\"",
                            "\"",
                            "",
                            ","),
                    Stream.of("[]", "{}", "[null]", "[[[]]]", "{\"\":null}", "{\"__proto__\":{}}", "{\"a\":1,\"a\":2}"),
                    Stream.of(
                            "{\"$ref\":\"#\"}",
                            "[1,\"a\",null,{}]",
                            nested(500),
                            nested(DEEP),
                            "[" + "0,".repeat(5_000) + "0]"),
                    Stream.of(text(LONG), text(LARGE), "\"" + "\\ud83d\\ude00".repeat(LONG) + "\"", "\"e\u0301\""),
                    Stream.of("\"2026-02-30T00:00:00Z\"", "\"+999999999-12-31T23:59:59Z\"", "\"0000-00-00\""),
                    Stream.of(
                            "\"9999-12-31T23:59:59.999999999Z\"",
                            "\"-0001-01-01T00:00:00+18:00\"",
                            "\"12,5\"",
                            "\"-1\""),
                    Stream.of(
                            "\"00000000-0000-0000-0000-000000000000\"",
                            "\"1-1-1-1-1\"",
                            "\"NaN\"",
                            "\"1e2\"",
                            "\"+5\""),
                    Stream.of("\"'; drop table x; --\"", "\"${jndi:ldap://127.0.0.1/x}\"", "\"{{7*7}}\"", "\"%s%n%x\""),
                    Stream.of("\"../../etc/passwd\"", "\"\\r\\nX-A: b\"", "\"<script>\"", "\"javascript:alert(1)\""),
                    Stream.of(
                            "\"http://127.0.0.1:1/\"",
                            "\"file:///etc/passwd\"",
                            "\"a@b\"",
                            "\"a@b@c.d\"",
                            "\"@\"",
                            "\".\""))
            .flatMap(each -> each)
            .toList();

    /** In place of a whole body. */
    static final List<byte[]> BODIES = Stream.of(
                    Stream.of(
                            "",
                            " ",
                            "null",
                            "true",
                            "1",
                            "\"text\"",
                            "[]",
                            "{}",
                            "[{}]",
                            "{",
                            "}",
                            "{\"",
                            "{\"a\"",
                            "{,}"),
                    Stream.of(
                            nested(DEEP),
                            "{\"a\":".repeat(DEEP),
                            "[".repeat(LARGE),
                            "{}{}",
                            "{} x",
                            "\u00ef\u00bb\u00bf{}"),
                    Stream.of(
                            "{\"a\":1,}",
                            "{'a':1}",
                            "{a:1}",
                            "<a/>",
                            "a=b&c=d",
                            "\u0000",
                            "\u00ff\u00fe{\u0000}\u0000"),
                    Stream.of(
                            "--x\r\n\r\n--x--",
                            " ".repeat(LARGE),
                            "{\"" + "k".repeat(60_000) + "\":1}",
                            members(20_000)))
            .flatMap(each -> each)
            .map(each -> each.getBytes(StandardCharsets.ISO_8859_1))
            .toList();

    static final List<String> MEDIA_TYPES = List.of(
            "",
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=" + "b".repeat(500),
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json;;;",
            "application/json, text/plain",
            "application/merge-patch+json",
            "application/json-patch+json",
            "application/*",
            "*/*",
            "json",
            "/",
            "APPLICATION/JSON",
            "application/json; a=\"b",
            "application/octet-stream");

    /** Query values and path segments, escaped for a URI. */
    static final List<String> ESCAPED = Stream.of(
                    Stream.of(
                            "",
                            "%00",
                            "a%00b",
                            "%ff",
                            "%c0%80",
                            "%ed%a0%80",
                            "%f4%90%80%80",
                            "%0d%0aX-A:b",
                            "%E2%80%AE"),
                    Stream.of(
                            "%D9%85%D8%B1",
                            "%F0%9F%98%80", "%20", "+", "%2B5", "%25", "%2525", "%2e%2e%2f", "%5c", "%3b"),
                    Stream.of(
                            "0",
                            "-0",
                            "-1",
                            "1",
                            "1.5",
                            "1e2",
                            "1e400",
                            "201",
                            "2147483648",
                            "99999999999999999999",
                            "0x1"),
                    Stream.of(
                            "NaN",
                            "null",
                            "true",
                            "undefined",
                            "abc",
                            "~",
                            "*",
                            "@",
                            "'",
                            "'%20or%201=1--",
                            "(select)",
                            "a,b"),
                    Stream.of(
                            "[]",
                            "{}",
                            "%7B%7B7*7%7D%7D",
                            "${7*7}",
                            "1-1-1-1-1",
                            "00000000-0000-0000-0000-000000000000"),
                    Stream.of("FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "0".repeat(36), "-".repeat(36), "x".repeat(LONG)),
                    Stream.of(
                            "x".repeat(5_000),
                            "x".repeat(9_000),
                            "2026-02-30T00:00:00Z",
                            "2026-01-01T00:00:00Z",
                            "2026-01-01"),
                    Stream.of(
                            "0000-01-01T00:00:00Z",
                            "9999-12-31T23:59:59Z",
                            "+999999999-12-31T23:59:59Z",
                            "Active",
                            "ACTIVE"),
                    Stream.of(
                            "AAAAAAAAAAAAAAAAAAAAAA",
                            "AAAAAAAAAAAAAAAAAAAAAA==",
                            "AAAA",
                            "____________________",
                            "=",
                            "%3D%3D"))
            .flatMap(each -> each)
            .map(each -> each.replace("{", "%7B")
                    .replace("}", "%7D")
                    .replace("[", "%5B")
                    .replace("]", "%5D"))
            .toList();

    private static final List<String> ANY_TEXT = List.of(
            "", " ", "a", "*", "\"1\"", "W/\"1\"", "1", "\"", "\"a", ",,,", "\"1\", \"2\"", ";", "=;=", "é", "%00");

    /** Values by header name. */
    static final Map<String, List<String>> HEADERS = Map.ofEntries(
            Map.entry("If-Match", ANY_TEXT),
            Map.entry("If-None-Match", ANY_TEXT),
            Map.entry("If-Modified-Since", ANY_TEXT),
            Map.entry(
                    "If-Unmodified-Since",
                    List.of("x", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 32 Foo 99999 00:00:00 GMT")),
            Map.entry(
                    "Idempotency-Key",
                    with(ANY_TEXT, "k".repeat(255), "k".repeat(256), "k".repeat(5_000), "../..", "a\tb")),
            Map.entry(
                    "Accept",
                    with(
                            ANY_TEXT,
                            "text/html",
                            "application/xml",
                            "*/*;q=0",
                            "application/json;q=2",
                            "a/b;q=",
                            "*/json",
                            "json",
                            "application/problem+json",
                            "text/event-stream",
                            "application/json;q=0, */*",
                            "a/b,".repeat(400))),
            Map.entry("Accept-Language", with(ANY_TEXT, "xx-!!", "de;q=x", "a".repeat(2_000))),
            Map.entry("Accept-Charset", with(ANY_TEXT, "utf-16", "nonsense")),
            Map.entry("Accept-Encoding", with(ANY_TEXT, "gzip", "br;q=1, *;q=0", "identity;q=0")),
            Map.entry("Content-Encoding", List.of("gzip", "br", "deflate", "identity", "nonsense", "gzip, gzip")),
            Map.entry("Content-Language", List.of("xx-!!", "", "de, en")),
            Map.entry("Range", List.of("bytes=0-", "bytes=-1", "bytes=5-1", "bytes=0-0,2-3", "x")),
            Map.entry("Cookie", List.of("=;;;", "$Version=1; a=b", "a=\"", "a".repeat(3_000), "a=b; a=c")),
            Map.entry("X-Request-Id", List.of("", "a b", "x".repeat(3_000), "é", "${jndi:ldap://127.0.0.1/x}", "'\"")),
            Map.entry(
                    "traceparent",
                    List.of("x", "00-0-0-0", "00-" + "f".repeat(32) + "-" + "f".repeat(16) + "-01", "ff-")),
            Map.entry("tracestate", List.of("=,=", "a".repeat(2_000))),
            Map.entry("baggage", List.of("a=b;;;,", "%zz=1", "a".repeat(9_000))),
            Map.entry("Origin", List.of("null", "https://evil.example", "x")),
            Map.entry("Forwarded", List.of("for=\"_x\";proto=;host=", "x")),
            Map.entry("X-Forwarded-For", List.of("x", "::1, 999.1.1.1", "127.0.0.1")),
            Map.entry("X-Forwarded-Proto", List.of("javascript", "é", "")),
            Map.entry("User-Agent", List.of("", "é", "u".repeat(9_000))),
            Map.entry("Via", List.of("x")),
            Map.entry("TE", List.of("trailers, x;q=9")),
            Map.entry("Trailer", List.of("X-A")),
            Map.entry("Prefer", List.of("return=minimal")),
            Map.entry("X-Large", List.of("h".repeat(15_000), "h".repeat(17_000), "h".repeat(33_000))));

    /** Values of the Authorization header that are not anybody's token. */
    static final List<String> CREDENTIALS = List.of(
            "Bearer",
            "Bearer ",
            "bearer a.b.c",
            "Bearer a.b",
            "Bearer ..",
            "Bearer " + "a".repeat(9_000),
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Bearer sotto_",
            "Bearer sotto_" + UUID.randomUUID() + "_x",
            "Bearer é",
            "Basic Og==",
            "Basic é",
            "Negotiate x",
            "=");

    private Hostile() {}

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static String members(int count) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            object.append("\"k").append(i).append("\":1,");
        }
        return object.append("\"k\":1}").toString();
    }
}
