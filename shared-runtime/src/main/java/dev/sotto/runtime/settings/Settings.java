package dev.sotto.runtime.settings;

/**
 * A group of settings: an interface with {@code @ConfigMapping}. Its Javadoc becomes {@code docs/configuration.md}. All
 * such interfaces extend this one, so that {@link UnknownVariables} knows the names.
 */
public interface Settings {}
