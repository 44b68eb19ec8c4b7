package dev.sotto.e2e.settings;

import java.util.List;

/**
 * The settings of one mapping interface.
 *
 * @param module the module of the interface, for example {@code job-service}
 * @param title from the interface's Javadoc
 */
record SettingsGroup(String module, String title, List<Setting> settings) {}
