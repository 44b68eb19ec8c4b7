package dev.sotto.tenants.mail;

import io.smallrye.mutiny.Uni;

/** A port that sends e-mails. */
interface MailSender {

    /** Completes when the mail server or the disk has accepted the e-mail. */
    Uni<Void> send(Email message);
}
