package dev.sotto.e2e.settings;

import java.util.List;

/**
 * The settings of one mapping interface.
 *
 * @param module whose it is, as {@code job-service}
 * @param title in words, from the interface's documentation comment
 */
record SettingsGroup(String module, String title, List<Setting> settings) {}
