package dev.sotto.local.walk;

import dev.sotto.model.Emails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory that receives all e-mails. */
public final class Mailbox {
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");

    private final Path directory;

    public Mailbox(Path directory) {
        this.directory = directory;
    }

    /**
     * Waits for an invitation to this person and returns the token of the newest one.
     *
     * @throws Unexpected if no invitation comes
     */
    public String invitation(String email) {
        return invitation(email, Await.LIMIT);
    }

    String invitation(String email, Duration patience) {
        return Await.until(patience, () -> newest(email), Optional::isPresent)
                .orElseThrow(() -> new Unexpected("expected an invitation to " + email + " in " + directory));
    }

    private Optional<String> newest(String email) {
        Pattern addressee = Pattern.compile(
                "^To:(?:.*[\\s<])?" + Pattern.quote(Emails.normal(email)) + "\\b",
                Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
        return newestFirst().stream()
                .map(Mailbox::read)
                .filter(mail -> addressee.matcher(mail).find())
                .map(TOKEN::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** File names are in the order of sending. */
    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path mail) {
        try {
            return Files.readString(mail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
