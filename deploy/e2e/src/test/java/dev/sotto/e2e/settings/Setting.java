package dev.sotto.e2e.settings;

import java.util.Locale;

/**
 * One key that a service reads.
 *
 * @param defaultValue the value of {@code @WithDefault}; empty if there is none
 * @param required whether the service refuses to start without it
 * @param type the type with its range, as text
 * @param meaning its description in Markdown
 */
record Setting(String key, String defaultValue, boolean required, String type, String meaning) {

    /** Returns the environment variable in which MicroProfile Config finds the key. */
    String variable() {
        return key.replaceAll("[<>]", "").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
