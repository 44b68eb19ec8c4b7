package dev.sotto.e2e.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * {@code docs/configuration.md}: an introduction that people write, and below it every setting, generated from the
 * sources.
 */
final class SettingsDocument {

    /** Everything below this line is generated. */
    static final String MARK = "<!-- Below this line the document is generated from the interfaces *Settings.java. -->";

    private static final Map<String, String> HEADINGS = new LinkedHashMap<>();

    static {
        HEADINGS.put("shared-runtime", "All four services");
        HEADINGS.put("reseller-service", "reseller-service");
        HEADINGS.put("tenant-service", "tenant-service");
        HEADINGS.put("job-service", "job-service");
        HEADINGS.put("billing-service", "billing-service");
    }

    private final Path root;

    SettingsDocument(Path root) {
        this.root = root;
    }

    Path file() {
        return root.resolve("docs/configuration.md");
    }

    /** Returns the expected document: the introduction from the file, the rest from the sources. */
    String today() throws IOException {
        String kept = Files.readString(file());
        int end = kept.indexOf(MARK);
        if (end < 0) {
            throw new IllegalStateException(file() + " lacks the line " + MARK);
        }
        return kept.substring(0, end) + MARK + "\n" + generated();
    }

    private String generated() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> module : HEADINGS.entrySet()) {
            List<SettingsGroup> groups = SettingsSources.of(root, module.getKey());
            if (!groups.isEmpty()) {
                text.append("\n## ").append(module.getValue()).append('\n');
            }
            for (SettingsGroup group : groups) {
                table(group, text);
            }
        }
        return text.toString();
    }

    private void table(SettingsGroup group, StringBuilder text) throws IOException {
        text.append("\n### ").append(group.title()).append("\n\n");
        text.append("| key | environment variable | default | value | meaning |\n|---|---|---|---|---|\n");
        for (Setting setting : group.settings()) {
            text.append("| `%s` | `%s` | %s | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            setting.variable(),
                            defaultOf(setting),
                            setting.type(),
                            setting.meaning().replace("|", "\\|")));
        }
    }

    private String defaultOf(Setting setting) throws IOException {
        StringBuilder text = new StringBuilder();
        if (setting.required()) {
            text.append("required");
        } else {
            text.append(setting.defaultValue().isEmpty() ? "none" : "`" + setting.defaultValue() + "`");
        }
        for (Map.Entry<String, String> own : ownDefaults(setting.key()).entrySet()) {
            text.append("; in ")
                    .append(own.getKey())
                    .append(" `")
                    .append(own.getValue())
                    .append('`');
        }
        return text.toString();
    }

    /** Returns the defaults that single services override in their {@code application.properties}. */
    private Map<String, String> ownDefaults(String key) throws IOException {
        Map<String, String> own = new TreeMap<>();
        for (String module : HEADINGS.keySet()) {
            Path file = root.resolve(module).resolve("src/main/resources/application.properties");
            if (Files.exists(file)) {
                Properties properties = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
                if (properties.containsKey(key)) {
                    own.put(module, properties.getProperty(key));
                }
            }
        }
        return own;
    }
}
