package dev.sotto.tenants.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;

/** By SMTP, as {@code quarkus.mailer.*} says. */
final class SmtpPost implements Post {

    private final ReactiveMailer mailer;

    SmtpPost(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public Uni<Void> send(Letter letter) {
        return mailer.send(Mail.withText(letter.to(), letter.subject(), letter.text()));
    }
}
