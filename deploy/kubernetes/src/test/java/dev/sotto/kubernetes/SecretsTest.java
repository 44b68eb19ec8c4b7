package dev.sotto.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code secrets} prints what the document says and what the pods read. */
class SecretsTest {

    @TempDir
    Path programs;

    @Test
    void printsTheDocumentedSecrets() throws Exception {
        Manifests printed = Manifests.parse(print());

        assertThat(printed.of("Secret"))
                .extracting(Manifests::name)
                .containsExactlyInAnyOrderElementsOf(
                        Project.all("(?m)^\\| `([a-z0-9-]+)` \\|[^|]*\\| made up", Project.read("docs/kubernetes.md")));
    }

    @Test
    void hasEveryKeyThatPodsOfTheOverlayTryRead() throws Exception {
        Manifests printed = Manifests.parse(print());

        for (Pod pod : OverlaysTest.overlay("try").pods()) {
            for (JsonNode container : pod.containers()) {
                for (JsonNode variable : container.path("env")) {
                    JsonNode reference = variable.at("/valueFrom/secretKeyRef");
                    if (!reference.isMissingNode()) {
                        JsonNode secret =
                                printed.get("Secret", reference.path("name").asText());
                        assertThat(secret.path("stringData")
                                        .path(reference.path("key").asText())
                                        .asText())
                                .as(pod.title() + " " + variable.path("name").asText())
                                .isNotEmpty();
                    }
                }
            }
        }
    }

    /** With a program in the place of openssl, which need not be installed. */
    private String print() throws IOException, InterruptedException {
        Path openssl = Files.writeString(programs.resolve("openssl"), "#!/bin/sh\necho 12345678\n");
        assertThat(openssl.toFile().setExecutable(true)).isTrue();
        ProcessBuilder script =
                new ProcessBuilder("bash", "secrets", "--superuser").redirectError(ProcessBuilder.Redirect.INHERIT);
        script.environment().merge("PATH", programs + ":", (path, first) -> first + path);
        Process process = script.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}
