package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The web panel: files that are packaged in the module {@code panel}, all in memory. A page that a person opens outside
 * the API is the panel's one HTML file, whose script shows the page of that address.
 */
final class Panel {

    /** Where the panel's jar has its files, and the list of them. */
    private static final String PACKAGED = "/sotto-panel";

    private static final String LIST = "/files.txt";
    private static final String SHELL = "/index.html";
    private static final String NONCE = "SOTTO_CSP_NONCE";
    private static final Set<String> NO_PAGES = Set.of("api", "internal", "q", ".well-known", "assets", "health");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    private static final String MISSING = """
            <!doctype html>
            <html lang="en">
            <title>Sotto</title>
            <h1>The panel is not packaged here</h1>
            <p>This gateway was built or started without the module panel. The API works as usual.</p>
            """;

    private final Map<String, File> files;

    private Panel(Map<String, File> files) {
        this.files = files;
    }

    /** Reads the panel from the class path; without one, every page says that it is missing. */
    static Panel packaged() {
        Map<String, File> files = new TreeMap<>();
        read(LIST).ifPresent(list -> new String(list, UTF_8).lines().forEach(path -> files.put(path, File.read(path))));
        return new Panel(files);
    }

    /** Returns whether the panel answers a request to a path that no route of the API has. */
    boolean answers(HttpServerRequest request, String path) {
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        return reads && (isFile(path) || (isPage(path) && wantsHtml(request)));
    }

    void answer(RequestContext requestContext, String path) {
        if (isFile(path)) {
            answerFile(requestContext, files.get(path), path);
        } else {
            answerPage(requestContext);
        }
    }

    /** Returns the address of a page without the slash that was typed at its end; empty if it is no such address. */
    static Optional<String> withoutSlash(HttpServerRequest request) {
        String[] target = request.uri().split("\\?", 2);
        String path = target[0].endsWith("/") ? target[0].substring(0, target[0].length() - 1) : "";
        boolean page = request.method() == HttpMethod.GET && isPage(path) && wantsHtml(request);
        String wanted = target.length == 1 ? path : path + "?" + target[1];
        return page && RequestPath.of(wanted).isPresent() ? Optional.of(wanted) : Optional.empty();
    }

    private boolean isFile(String path) {
        return files.containsKey(path) && !path.equals(SHELL);
    }

    private static boolean isPage(String path) {
        return path.startsWith("/") && !NO_PAGES.contains(path.split("/", 3)[1].toLowerCase(Locale.ROOT));
    }

    /** Browsers ask so for pages; scripts and programs do not. */
    private static boolean wantsHtml(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.ACCEPT).stream().anyMatch(types -> types.contains("text/html"));
    }

    private static void answerFile(RequestContext requestContext, File file, String path) {
        HttpServerRequest request = requestContext.request();
        String accepted = String.join(",", request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
        SecurityHeaders.add(request.response());
        HttpServerResponse response = request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.type)
                // The names of assets change with their content.
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "public, max-age=3600")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        file.encoding(accepted).ifPresent(name -> response.putHeader(HttpHeaders.CONTENT_ENCODING, name));
        requestContext.answer(200, file.content(accepted));
    }

    private void answerPage(RequestContext requestContext) {
        File shell = files.get(SHELL);
        String nonce = SecurityHeaders.nonce();
        String page = shell == null ? MISSING : new String(shell.plain, UTF_8).replace(NONCE, nonce);
        SecurityHeaders.addForPage(requestContext.request().response(), nonce);
        requestContext.answer(200, page.getBytes(UTF_8));
    }

    private static Optional<byte[]> read(String path) {
        try (InputStream in = Panel.class.getResourceAsStream(PACKAGED + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A file, and its compressed copies by the name of their encoding.
     *
     * @param type the media type
     */
    private record File(String type, byte[] plain, Map<String, byte[]> compressed) {

        /** The better one first. */
        private static final List<String> ENCODINGS = List.of("br", "gzip");

        static File read(String path) {
            Map<String, byte[]> compressed = new TreeMap<>();
            Panel.read(path + ".br").ifPresent(bytes -> compressed.put("br", bytes));
            Panel.read(path + ".gz").ifPresent(bytes -> compressed.put("gzip", bytes));
            byte[] plain = Panel.read(path)
                    .orElseThrow(() -> new IllegalStateException("The panel lists " + path + " but does not have it"));
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            return new File(type == null ? "application/octet-stream" : type, plain, compressed);
        }

        Optional<String> encoding(String accepted) {
            return ENCODINGS.stream()
                    .filter(name -> compressed.containsKey(name) && accepts(accepted, name))
                    .findFirst();
        }

        byte[] content(String accepted) {
            return encoding(accepted).map(compressed::get).orElse(plain);
        }

        private static boolean accepts(String accepted, String name) {
            for (String one : accepted.split(",", -1)) {
                String[] parts = one.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", 2);
                if (parts[0].equals(name)) {
                    return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
                }
            }
            return false;
        }
    }
}
