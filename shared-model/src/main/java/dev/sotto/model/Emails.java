package dev.sotto.model;

import java.util.Locale;

/** Normalises e-mail addresses before they are stored or compared. */
public final class Emails {

    private Emails() {}

    /**
     * Converts an address to lower case by Unicode's rules, independent of a locale. Always use this method:
     * PostgreSQL's {@code lower} gives another result for some letters (U+0130), so one mailbox could become two users.
     */
    public static String normal(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
