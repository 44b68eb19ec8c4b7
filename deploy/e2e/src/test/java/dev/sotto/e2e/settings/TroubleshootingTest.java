package dev.sotto.e2e.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that {@code docs/troubleshooting.md} quotes as Sotto's own stand in its code. */
class TroubleshootingTest {

    private static final Path ROOT = Path.of("../..");
    /** Blocks that name another program ({@code text quarkus}) quote what is not ours. */
    private static final Pattern BLOCK = Pattern.compile("```text\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern BETWEEN_LITERALS = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final int SHORTEST = 6;

    @Test
    void everyQuotedMessageIsSaidByTheProgram() throws IOException {
        List<String> messages = messages(Files.readString(ROOT.resolve("docs/troubleshooting.md")));
        assertThat(messages).hasSizeGreaterThan(20);

        String code = code();
        List<String> unknown =
                messages.stream().filter(message -> !isSaid(message, code)).toList();

        assertThat(unknown)
                .as("messages of docs/troubleshooting.md that the code does not have")
                .isEmpty();
    }

    @Test
    void aMessageThatNobodySaysIsFound() {
        assertThat(isSaid("port … is in use", "\"port \" + port + \" is in use; end\""))
                .isTrue();
        assertThat(isSaid("port … is taken", "\"port \" + port + \" is in use; end\""))
                .isFalse();
        assertThat(isSaid("…", "anything")).isFalse();
    }

    private static List<String> messages(String document) {
        List<String> messages = new ArrayList<>();
        Matcher block = BLOCK.matcher(document);
        while (block.find()) {
            block.group(1).lines().forEach(messages::add);
        }
        return messages;
    }

    private static boolean isSaid(String message, String code) {
        // The launcher's name and a loop's name are put before the text where it is written.
        String text = message.replace("deploy/local/up: ", "").replace(" failed (…", "… failed (…");
        List<String> parts = Stream.of(text.split("…"))
                .map(String::strip)
                .filter(part -> part.length() >= SHORTEST)
                .toList();
        return !parts.isEmpty() && parts.stream().allMatch(code::contains);
    }

    /** All that the product may say, each text in one piece however many lines it takes in the source. */
    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        code.append(Files.readString(ROOT.resolve("pom.xml")));
        code.append(Files.readString(ROOT.resolve("deploy/local/up")));
        for (Path sources : sources()) {
            String source = Files.readString(sources);
            code.append(BETWEEN_LITERALS.matcher(source).replaceAll("").replace("\\\"", "\""));
        }
        return code.toString();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }
}
