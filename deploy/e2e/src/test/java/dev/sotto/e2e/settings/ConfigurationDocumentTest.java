package dev.sotto.e2e.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.testing.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} documents every setting, as the sources do. */
class ConfigurationDocumentTest {

    private static final Path ROOT = Path.of("../..");
    private static final List<String> PRODUCT = List.of(
            "shared-model",
            "shared-runtime",
            "reseller-service",
            "tenant-service",
            "job-service",
            "billing-service",
            "deploy",
            "docs",
            "README.md");

    /** Names that look like settings but are not: attributes of a request, and switches of the tests. */
    private static final Set<String> NO_SETTINGS = Set.of(
            "sotto.caller",
            "sotto.account-status",
            "sotto.session",
            "sotto.by-grant",
            "sotto.expires-at",
            "sotto.operation",
            // Metrics.
            "sotto.queue.capacity",
            "sotto.queue.oldest.seconds",
            "sotto.queue.running",
            "sotto.queue.waiting",
            "sotto.worker.busy",
            "sotto.worker.capacity",
            "sotto.campaign",
            "sotto.update-snapshots",
            "sotto.import.rows",
            "sotto.fuzz.requests",
            "sotto.fuzz.minutes");

    private final SettingsDocument document = new SettingsDocument(ROOT);

    @Test
    void documentMatchesSources() throws IOException {
        assertThat(Snapshot.of(document.file().toString()).differences(document.today()))
                .isEmpty();
    }

    @Test
    void documentContainsEveryMentionedKey() throws IOException {
        String text = Files.readString(document.file());
        SortedSet<String> missing = new TreeSet<>();
        for (String part : PRODUCT) {
            missing.addAll(Mentions.below(ROOT.resolve(part)));
        }
        assertThat(missing).as("keys that are named").contains("sotto.data-dir", "sotto.jobs.workers");

        missing.removeIf(key -> NO_SETTINGS.contains(key) || isDocumented(key, text));

        assertThat(missing)
                .as("keys that the product names and docs/configuration.md lacks")
                .isEmpty();
    }

    /** Or the beginning of documented keys, as the prefix of a mapping is. */
    private static boolean isDocumented(String key, String document) {
        String named = key.replaceFirst("^(sotto\\.engines)\\.[a-z0-9]+", "$1.<name>");
        return document.contains("`" + named + "`")
                || document.contains("`" + key + "`")
                || document.contains("| `" + key + ".");
    }

    @Test
    void findsMisspeltKeys() {
        assertThat(Mentions.in("A.java", "get(\"sotto.jobs.worker\"); // {@code sotto.datadir}, dev.sotto.jobs"))
                .containsExactly("sotto.datadir", "sotto.jobs.worker");
        assertThat(Mentions.in("a.properties", "%test.x=1\nsotto.jobs.worker=${sotto.datadir}/a\nmail=a@sotto.local\n"))
                .containsExactly("sotto.datadir", "sotto.jobs.worker");
        assertThat(Mentions.in("A.md", "Set `sotto.jobs.worker=2`, see sotto.example.com"))
                .containsExactly("sotto.jobs.worker");
    }
}
