package dev.sotto.tenants.mail;

import io.smallrye.mutiny.Uni;

/** Brings letters out of the house. */
interface MailSender {

    /** Completes when the letter is handed over for good. */
    Uni<Void> send(Email message);
}
