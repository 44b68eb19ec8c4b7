package dev.sotto.model;

import java.util.Locale;

/** E-mail addresses as they are kept and compared. */
public final class Emails {

    private Emails() {}

    /**
     * In small letters, by the rules of Unicode and of no language. Here alone: PostgreSQL makes other small letters of some
     * (of U+0130), and an address that is two for one of them and one for the other passes between the two.
     */
    public static String normal(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
