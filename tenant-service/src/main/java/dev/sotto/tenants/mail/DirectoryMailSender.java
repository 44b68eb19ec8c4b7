package dev.sotto.tenants.mail;

import dev.sotto.runtime.json.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * Writes e-mails into a directory, for machines without SMTP: one file {@code <id>.eml} per e-mail (RFC 5322), readable
 * only by its owner and visible when it is complete. The newest is last by name.
 */
final class DirectoryMailSender implements MailSender {

    private final Vertx vertx;
    private final Path directory;
    private final String from;

    DirectoryMailSender(Vertx vertx, Path directory, String from) {
        this.vertx = vertx;
        this.directory = directory;
        this.from = from;
    }

    @Override
    public Uni<Void> send(Email message) {
        return Uni.createFrom()
                .completionStage(
                        () -> vertx.executeBlocking(() -> write(message)).toCompletionStage())
                .replaceWithVoid();
    }

    private Path write(Email message) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempFile(
                directory,
                "letter",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text(message));
        return Files.move(unfinished, directory.resolve(Ids.next() + ".eml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String text(Email message) {
        return String.join(
                "\r\n",
                "Date: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                message.date().atOffset(ZoneOffset.UTC)),
                "From: " + from,
                "To: " + message.to(),
                "Subject: " + header(message.subject()),
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=UTF-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                message.text().replace("\n", "\r\n"));
    }

    /** Encodes text as in RFC 2047 unless it is plain ASCII. */
    private static String header(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127)
                ? text
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
