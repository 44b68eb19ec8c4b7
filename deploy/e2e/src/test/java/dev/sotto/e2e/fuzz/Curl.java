package dev.sotto.e2e.fuzz;

import dev.sotto.e2e.isolation.Client.Ask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a request as a curl command that repeats it. A body that does not fit on a command line goes to a file. */
final class Curl {
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]{0,2000}");

    private final Path bodies;

    /** @param bodies the directory for bodies */
    Curl(Path bodies) {
        this.bodies = bodies;
    }

    String of(Ask ask, boolean anonymous) {
        StringBuilder curl =
                new StringBuilder("curl -sS -i --path-as-is -X " + ask.method() + " \"$HOST\"" + quoted(ask.path()));
        Map<String, String> headers = new LinkedHashMap<>(ask.headers());
        if (!anonymous) {
            curl.append(" -H \"Authorization: Bearer $TOKEN\"");
            headers.remove("Authorization");
        }
        headers.forEach((name, value) ->
                curl.append(" -H ").append(quoted(value.isBlank() ? name + ";" : name + ": " + value)));
        if (ask.body() != null) {
            curl.append(" --data-binary ").append(body(ask.body()));
        }
        return curl.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private String body(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (PLAIN.matcher(text).matches() && !text.startsWith("@")) {
            return quoted(text);
        }
        try {
            Files.createDirectories(bodies);
            Path file = Files.createTempFile(bodies, "body-", ".bin");
            Files.write(file, body);
            return "@" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
