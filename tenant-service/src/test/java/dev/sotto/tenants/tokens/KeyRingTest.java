package dev.sotto.tenants.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String FIRST = SigningKey.generate();
    private static final String SECOND = SigningKey.generate();

    private final KeyRing atStart = new KeyRing(List.of(SigningKey.read("2026-01.pem", FIRST, Instant.EPOCH)));

    @Test
    void publishesNewKeyBeforeSigningWithIt() {
        KeyRing rotated = atStart.after(
                List.of(SigningKey.read("2026-03.pem", SECOND, NOON), SigningKey.read("2026-01.pem", FIRST, NOON)));

        assertThat(rotated.jwks())
                .contains(rotated.keys().get(0).id(), rotated.keys().get(1).id());
        assertThat(rotated.signing(NOON).name()).isEqualTo("2026-01.pem");
        assertThat(rotated.signing(NOON.plus(KeyRing.HOLD_BACK).minusSeconds(1)).name())
                .isEqualTo("2026-01.pem");
        assertThat(rotated.signing(NOON.plus(KeyRing.HOLD_BACK)).name()).isEqualTo("2026-03.pem");
    }

    @Test
    void remembersPublicationTime() {
        KeyRing rotated = atStart.after(
                List.of(SigningKey.read("2026-01.pem", FIRST, NOON), SigningKey.read("2026-03.pem", SECOND, NOON)));
        Instant later = NOON.plusSeconds(300);

        KeyRing seenAgain = rotated.after(
                List.of(SigningKey.read("2026-01.pem", FIRST, later), SigningKey.read("2026-03.pem", SECOND, later)));

        assertThat(seenAgain.signing(NOON.plus(KeyRing.HOLD_BACK)).name()).isEqualTo("2026-03.pem");
    }

    @Test
    void signsWithLastKeyByNameAtStart() {
        KeyRing two = new KeyRing(List.of(
                SigningKey.read("b.pem", SECOND, Instant.EPOCH), SigningKey.read("a.pem", FIRST, Instant.EPOCH)));

        assertThat(two.signing(NOON).name()).isEqualTo("b.pem");
    }

    @Test
    void waitsBeforeSigningWithRecentKeyAfterStart() {
        KeyRing two = new KeyRing(List.of(
                SigningKey.read("a.pem", FIRST, NOON.minusSeconds(60)), SigningKey.read("b.pem", SECOND, NOON)));

        assertThat(two.signing(NOON).name()).isEqualTo("a.pem");
        assertThat(two.signing(NOON.plus(KeyRing.HOLD_BACK)).name()).isEqualTo("b.pem");
    }

    @Test
    void successorOfRefreshTokenStaysKnownWhileKeysChange() {
        String before = atStart.successorsOf("a-token", NOON).get(0);
        KeyRing rotated = atStart.after(
                List.of(SigningKey.read("2026-01.pem", FIRST, NOON), SigningKey.read("2026-03.pem", SECOND, NOON)));
        Instant later = NOON.plus(KeyRing.HOLD_BACK);

        assertThat(rotated.successorsOf("a-token", NOON)).first().isEqualTo(before);
        assertThat(rotated.successorsOf("a-token", later))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .endsWith(before);
        assertThat(rotated.successorsOf("another-token", later)).doesNotContain(before);
        assertThat(before).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void keepsKeysWhenDirectoryIsTemporarilyEmpty() {
        assertThat(atStart.after(List.of())).isEqualTo(atStart);
    }

    @Test
    void publishesNoPrivateKey() {
        assertThat(atStart.jwks()).contains("\"n\"").doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void refusesInvalidKeyFileWithoutShowingIt() {
        String damaged = FIRST.replace("MIIE", "AAAA");

        assertThatThrownBy(() -> SigningKey.read("x.pem", damaged, NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.pem")
                .hasNoCause();
        assertThatThrownBy(() -> SigningKey.read("x.pem", "hello", NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.pem");
    }
}
