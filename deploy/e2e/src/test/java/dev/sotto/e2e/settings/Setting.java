package dev.sotto.e2e.settings;

import java.util.Locale;

/**
 * One key that a service reads.
 *
 * @param defaultValue as in {@code @WithDefault}; empty where there is none
 * @param required whether a service without it does not start
 * @param type in words, with its range
 * @param meaning in Markdown
 */
record Setting(String key, String defaultValue, boolean required, String type, String meaning) {

    /** The environment variable by which MicroProfile Config finds the key. */
    String variable() {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
