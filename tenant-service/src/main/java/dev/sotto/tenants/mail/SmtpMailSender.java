package dev.sotto.tenants.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.smallrye.mutiny.Uni;

/** Sends e-mails by SMTP, configured with {@code quarkus.mailer.*}. */
final class SmtpMailSender implements MailSender {

    private final ReactiveMailer mailer;

    SmtpMailSender(ReactiveMailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public Uni<Void> send(Email message) {
        return mailer.send(Mail.withText(message.to(), message.subject(), message.text()));
    }
}
