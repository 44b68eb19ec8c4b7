package dev.sotto.tenants.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    /** The example of the specification's reference libraries. */
    @Test
    void signsThePublishedVector() {
        WebhookSecret secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void textHoldsTheKey() {
        WebhookSecret secret = WebhookSecret.random();

        assertThat(secret.text()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.text().substring(6)))
                .isEqualTo(secret.key())
                .hasSize(32);
        assertThat(secret).isNotEqualTo(WebhookSecret.random()).hasToString("WebhookSecret");
    }
}
