package dev.sotto.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.ProblemsDocument;
import dev.sotto.testing.ProblemsDocument.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} describes every refusal of the gateway, and no other as the gateway's. */
class ProblemsDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProblemsDocument document = ProblemsDocument.below(Path.of("../.."));

    @Test
    void describesEveryRefusal() throws IOException {
        List<String> refusals = new ArrayList<>();
        for (Refusal refusal : Refusal.values()) {
            refusals.add(line(JSON.readTree(refusal.body("What happened.", "/path"))));
        }
        List<String> described = document.sentBy("gateway").stream()
                .map(type -> "https://sotto.dev/problems/" + type.name() + " " + type.status() + " " + type.title())
                .toList();

        assertThat(described).containsExactlyInAnyOrderElementsOf(refusals);
    }

    @Test
    void showsAnExampleOfEveryRefusal() throws IOException {
        for (Type type : document.sentBy("gateway")) {
            assertThat(line(JSON.readTree(type.example())))
                    .isEqualTo("https://sotto.dev/problems/" + type.name() + " " + type.status() + " " + type.title());
        }
    }

    private static String line(JsonNode problem) {
        return problem.path("type").asText() + " " + problem.path("status").asInt() + " "
                + problem.path("title").asText();
    }
}
