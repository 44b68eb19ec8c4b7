package dev.sotto.local.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {
    @TempDir
    Path directory;

    @Test
    void findsNewestInvitation() throws IOException {
        mail("1.eml", "ann@example.com", "first");
        mail("2.eml", "ann@example.com", "second_-9");
        mail("3.eml", "bob@example.com", "other");
        assertThat(new Mailbox(directory).invitation("Ann@example.com", Duration.ZERO))
                .isEqualTo("second_-9");
    }

    @Test
    void doesNotMatchLongerAddress() throws IOException {
        mail("1.eml", "joann@example.com", "other");
        assertThatExceptionOfType(Unexpected.class)
                .isThrownBy(() -> new Mailbox(directory).invitation("ann@example.com", Duration.ZERO));
    }

    @Test
    void namesPersonWithoutMail() {
        assertThatExceptionOfType(Unexpected.class)
                .isThrownBy(() -> new Mailbox(directory.resolve("none")).invitation("ann@example.com", Duration.ZERO))
                .withMessageContaining("ann@example.com");
    }

    private void mail(String name, String to, String token) throws IOException {
        Files.writeString(directory.resolve(name), """
                From: Sotto <no-reply@sotto.local>
                To: %s
                Subject: You are invited

                http://127.0.0.1:8080/#/invitation?token=%s
                """.formatted(to, token));
    }
}
