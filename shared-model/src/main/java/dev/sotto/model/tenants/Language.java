package dev.sotto.model.tenants;

/** The languages in which pages and letters can be written, by their BCP 47 tags. */
public enum Language {
    en,
    de,
    fr,
    es
}
