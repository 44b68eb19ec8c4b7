package dev.sotto.tenants.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

    /** From the test suite of argon2's reference implementation. */
    private static final String REFERENCE =
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    @Test
    void matchesReferenceImplementation() {
        assertThat(PasswordHash.parse(REFERENCE).matches("password")).isTrue();
        assertThat(PasswordHash.parse(REFERENCE).matches("Password")).isFalse();
    }

    @Test
    void writesTheTextThatItParsed() {
        String phc = PasswordHash.of("pässword ✓").phc();

        assertThat(phc).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThanOrEqualTo(255);
        assertThat(PasswordHash.parse(phc).phc()).isEqualTo(phc);
        assertThat(PasswordHash.parse(phc).matches("pässword ✓")).isTrue();
    }

    @Test
    void acceptsComposedAndDecomposedLetters() {
        assertThat(PasswordHash.of("caf\u00e9 at noon").matches("cafe\u0301 at noon"))
                .isTrue();
    }

    @Test
    void usesNewSaltForEachPassword() {
        assertThat(PasswordHash.of("password").phc())
                .isNotEqualTo(PasswordHash.of("password").phc());
    }

    @Test
    void refusesOtherHashFormats() {
        assertThatThrownBy(() -> PasswordHash.parse("$2a$10$abc")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsNoHashInLogs() {
        assertThat(PasswordHash.parse(REFERENCE).toString()).doesNotContain("CTFh");
    }
}
