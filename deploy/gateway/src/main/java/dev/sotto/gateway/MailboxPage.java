package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the e-mails that were written into a directory instead of being sent, newest first, so that somebody who
 * tries Sotto out can follow their links. It asks for no password, so it exists on one's own machine only and answers
 * only to this machine's names: a foreign name that leads here could be that of a page that reads it.
 */
final class MailboxPage {

    private static final String PATH = "/mailbox";
    private static final int NEWEST = 50;
    private static final Pattern OWN_NAMES = Pattern.compile("127\\.0\\.0\\.1|\\[::1]|(?:[a-z0-9-]+\\.)*localhost");
    private static final Pattern ENCODED = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"&]+");

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Local mailbox – Sotto</title>
            <style nonce="%s">
            :root { color-scheme: light; background: #fff; color: #1f1f24; font: 1rem/1.5 system-ui, sans-serif; }
            a { color: #4338ca; }
            @media (prefers-color-scheme: dark) {
              :root { color-scheme: dark; background: #101014; color: #e6e6ea; }
              a { color: #a9a4ff; }
            }
            body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
            article { margin: 1rem 0; padding: 1rem 1.25rem; border: 1px solid GrayText; border-radius: .5rem; }
            h1 { font-size: 1.5rem; } h2 { margin: 0; font-size: 1.1rem; }
            pre { margin: .75rem 0 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
            </style>
            </head>
            <body>
            <main>
            <h1>Local mailbox</h1>
            <p>The letters that Sotto has written on this machine, the newest first. Nothing is sent.</p>
            %s
            </main>
            </body>
            </html>
            """;
    private static final String LETTER = """
            <article>
            <h2>%s</h2>
            <p>To %s<br>%s</p>
            <pre>%s</pre>
            </article>
            """;

    private final Vertx vertx;
    private final Path directory;

    MailboxPage(Vertx vertx, Path directory) {
        this.vertx = vertx;
        this.directory = directory;
    }

    boolean answers(HttpServerRequest request, String path) {
        HostAndPort host = request.authority();
        return path.equals(PATH)
                && request.method() == HttpMethod.GET
                && host != null
                && OWN_NAMES.matcher(host.host()).matches();
    }

    void answer(RequestContext requestContext) {
        String nonce = SecurityHeaders.nonce();
        vertx.executeBlocking(() -> page(nonce), false).onComplete(page -> {
            if (requestContext.isOver()) {
                return;
            }
            if (page.failed()) {
                requestContext.refuse(new Fault(Refusal.GATEWAY_ERROR, "The mailbox could not be read. Retry later."));
                return;
            }
            SecurityHeaders.addForPage(requestContext.request().response(), nonce);
            requestContext.answer(200, page.result().getBytes(UTF_8));
        });
    }

    private String page(String nonce) throws IOException {
        List<Path> letters = newestFirst();
        String list = letters.isEmpty()
                ? "<p>No letter has been sent yet.</p>"
                : letters.stream().map(MailboxPage::letter).collect(Collectors.joining());
        return PAGE.formatted(nonce, list);
    }

    private static String letter(Path file) {
        try {
            String[] parts = Files.readString(file).split("\r?\n\r?\n", 2);
            String text = parts.length == 2 ? parts[1] : "";
            return LETTER.formatted(
                    escaped(header("Subject", parts[0])),
                    escaped(header("To", parts[0])),
                    escaped(header("Date", parts[0])),
                    linked(escaped(text.strip())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(String name, String head) {
        String value = head.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
        Matcher encoded = ENCODED.matcher(value);
        return encoded.matches() ? new String(Base64.getDecoder().decode(encoded.group(1)), UTF_8) : value;
    }

    private static String linked(String escaped) {
        return LINK.matcher(escaped).replaceAll("<a href=\"$0\" target=\"_blank\" rel=\"noopener\">$0</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The names of the files are in the order of sending. */
    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted(Comparator.reverseOrder())
                    .limit(NEWEST)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
