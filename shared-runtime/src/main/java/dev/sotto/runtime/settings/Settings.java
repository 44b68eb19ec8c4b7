package dev.sotto.runtime.settings;

/**
 * A group of settings of one concern: an interface with {@code @ConfigMapping}, whose documentation comments become
 * {@code docs/configuration.md}. Every such interface extends this one, so that {@link UnknownVariables} knows the names.
 */
public interface Settings {}
