package dev.sotto.tenants.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.Emails;
import dev.sotto.testing.TestTimeout;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = SmtpSink.class, restrictToAnnotatedClass = false)
class SmtpMailSenderTest {

    @Inject
    ReactiveMailer mailer;

    @Test
    void sendsEmail() {
        Email message = new Email("ada@acme.example", "You are invited", "https://sotto.example/#/x", Instant.EPOCH);

        new SmtpMailSender(mailer).send(message).await().atMost(TestTimeout.DURATION);

        assertThat(SmtpSink.last())
                .contains("RCPT TO:<ada@acme.example>", "Subject: You are invited", "https://sotto.example/#/x");
    }

    @Test
    void addressesALetterToAnInternationalDomainInAscii() {
        Email message = new Email(Emails.normal("Ada@MÜNCHEN.example"), "Einladung zu Ärzte", "Grüße", Instant.EPOCH);

        new SmtpMailSender(mailer).send(message).await().atMost(TestTimeout.DURATION);

        assertThat(SmtpSink.last())
                .isASCII()
                .contains("RCPT TO:<ada@xn--mnchen-3ya.example>", "\nTo: ada@xn--mnchen-3ya.example\n");
    }

    @Test
    void beginsNoHeaderByALineFeedInAName() {
        Email message = new Email(
                "ada@acme.example",
                "You are invited to Acme\nBcc: all@acme.example\r\n\r\nHello",
                "text",
                Instant.EPOCH);

        new SmtpMailSender(mailer).send(message).await().atMost(TestTimeout.DURATION);

        assertThat(SmtpSink.last().lines())
                .contains("Subject: You are invited to AcmeBcc: all@acme.exampleHello")
                .noneMatch(line -> line.startsWith("Bcc:"));
    }
}
