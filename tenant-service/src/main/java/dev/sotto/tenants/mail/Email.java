package dev.sotto.tenants.mail;

import java.time.Instant;
import java.util.regex.Pattern;

/** An e-mail in plain text. */
record Email(String to, String subject, String text, Instant date) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** Refuses line feeds in headers, because they would start another header in some mail clients. */
    Email {
        to = oneLine(to);
        subject = oneLine(subject);
    }

    private static String oneLine(String header) {
        return CONTROL.matcher(header).replaceAll("");
    }

    /** Omits the text, which contains a token, because this text may be logged. */
    @Override
    public String toString() {
        return "Letter[" + subject + "]";
    }
}
