package dev.sotto.tenants.mail;

import java.time.Instant;
import java.util.regex.Pattern;

/** What is sent to a person, in plain text. */
record Email(String to, String subject, String text, Instant date) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** A line feed in what becomes a header would begin another header, and not every mail client minds. */
    Email {
        to = oneLine(to);
        subject = oneLine(subject);
    }

    private static String oneLine(String header) {
        return CONTROL.matcher(header).replaceAll("");
    }

    /** Without the text, which has a token: this may end in a log. */
    @Override
    public String toString() {
        return "Letter[" + subject + "]";
    }
}
