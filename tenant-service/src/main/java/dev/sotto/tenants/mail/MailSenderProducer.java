package dev.sotto.tenants.mail;

import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses how e-mails are sent. */
@ApplicationScoped
class MailSenderProducer {

    @Produces
    @Singleton
    MailSender post(
            MailSettings settings,
            @ConfigProperty(name = "quarkus.mailer.from") String from,
            Instance<ReactiveMailer> mailer,
            Vertx vertx) {
        return settings.smtpHost().isPresent()
                ? new SmtpMailSender(mailer.get())
                : new DirectoryMailSender(vertx, settings.mailDir(), from);
    }
}
