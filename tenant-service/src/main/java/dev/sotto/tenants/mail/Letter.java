package dev.sotto.tenants.mail;

import java.time.Instant;

/** What is sent to a person, in plain text. */
record Letter(String to, String subject, String text, Instant date) {

    /** Without the text, which has a token: this may end in a log. */
    @Override
    public String toString() {
        return "Letter[" + subject + "]";
    }
}
