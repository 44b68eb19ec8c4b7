package dev.sotto.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.TestTimeout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(TestTimeout.SECONDS)
class MailboxPageTest {

    @TempDir
    Path directory;

    private Gateway gateway;

    @BeforeEach
    void open() throws IOException {
        Map<String, InetSocketAddress> upstreams = Routes.packaged().services().stream()
                .collect(Collectors.toMap(name -> name, name -> new InetSocketAddress("127.0.0.1", 1)));
        gateway = Gateway.start(GatewaySettings.local(0, upstreams).withMailbox(directory.resolve("mail")));
    }

    @AfterEach
    void shut() {
        gateway.close();
    }

    @Test
    void saysThatThereIsNoLetter() throws IOException {
        assertThat(get("127.0.0.1")).startsWith("HTTP/1.1 200 ").contains("No letter has been sent yet.");
    }

    @Test
    void showsLettersNewestFirstWithLinks() throws IOException {
        letter("1", "You are invited to A & B", "http://127.0.0.1:8080/#/accept-invitation?token=a-B_9");
        letter(
                "2",
                "=?UTF-8?B?" + Base64.getEncoder().encodeToString("Für Ünal".getBytes(StandardCharsets.UTF_8)) + "?=",
                "");

        String page = new String(get("localhost").getBytes(ISO_8859_1), StandardCharsets.UTF_8);

        assertThat(page)
                .contains("<a href=\"http://127.0.0.1:8080/#/accept-invitation?token=a-B_9\" target=\"_blank\"")
                .contains("You are invited to A &amp; B")
                .containsSubsequence("Für Ünal", "You are invited");
    }

    @Test
    void showsMarkupOfLettersAsText() throws IOException {
        letter("1", "<script>alert(1)</script>", "https://x.example/\"onclick=\"alert(1) <b>");

        assertThat(get("127.0.0.1"))
                .contains("&lt;script&gt;alert(1)")
                .contains("<a href=\"https://x.example/\" ")
                .doesNotContain("<script>", "<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1"})
    void answersToNoForeignName(String host) throws IOException {
        letter("1", "secret", "");

        assertThat(get(host)).startsWith("HTTP/1.1 404 ").doesNotContain("secret");
    }

    private void letter(String id, String subject, String text) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("mail")).resolve(id + ".eml"),
                "Date: now\r\nTo: ada@example.org\r\nSubject: " + subject + "\r\n\r\n" + text + "\r\n");
    }

    private String get(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(TestTimeout.MILLIS);
            socket.getOutputStream()
                    .write(("GET /mailbox HTTP/1.1\r\nHost: " + host + ":" + gateway.port()
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(ISO_8859_1));
            return GatewayFixture.readToEnd(socket);
        }
    }
}
