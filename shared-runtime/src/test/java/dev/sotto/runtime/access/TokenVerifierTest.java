package dev.sotto.runtime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.runtime.isolation.Caller;
import dev.sotto.testing.HandClock;
import dev.sotto.testing.tokens.SignedTokens;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Caller.Origin HERE = new Caller.Origin("here", null, "10.0.0.1");
    private static final Caller.Origin THERE = new Caller.Origin("there", null, "10.0.0.2");

    private final Vertx vertx = Vertx.vertx();
    private final HandClock clock = HandClock.at(START);
    private final SignedTokens issuer = new SignedTokens(SignedTokens.ISSUER);
    private final UUID tenant = UUID.randomUUID();

    @TempDir
    Path directory;

    private KeySet keys;
    private TokenVerifier verifier;
    private String token;

    @BeforeEach
    void know() {
        AccessSettings settings = new Access(SignedTokens.ISSUER, Optional.empty(), Duration.ofSeconds(30), directory);
        keys = new KeySet(vertx, clock, settings);
        keys.publish(issuer.jwks());
        verifier = new TokenVerifier(keys, clock, settings);
        token = signedBy(issuer);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void returnsCachedTokenWithCurrentOrigin() {
        VerifiedToken first = verifier.verify(token, HERE);
        VerifiedToken second = verifier.verify(token, THERE);

        assertThat(first.caller().origin()).isEqualTo(HERE);
        assertThat(second).isEqualTo(first.from(THERE));
        assertThat(second.caller().homeTenantId()).isEqualTo(tenant);
    }

    @Test
    void refusesCachedTokenAtItsExpiry() {
        var unused = verifier.verify(token, HERE);
        clock.advance(LIFE.minusMillis(1));
        var stillGood = verifier.verify(token, HERE);
        clock.advance(Duration.ofMillis(1));

        assertRefused(token);
    }

    @Test
    void refusesCachedTokenWhenItsKeyIsWithdrawn() {
        var unused = verifier.verify(token, HERE);
        keys.publish(new SignedTokens(SignedTokens.ISSUER).jwks());

        assertRefused(token);
    }

    @Test
    void refusesCachedTokenWhenItsKeyIdNamesAnotherKey() {
        var unused = verifier.verify(token, HERE);
        SignedTokens other = new SignedTokens(SignedTokens.ISSUER);
        keys.publish(other.jwks().replace(other.keyId(), issuer.keyId()));

        assertRefused(token);
    }

    @Test
    void acceptsBothKeysDuringRotation() {
        var unused = verifier.verify(token, HERE);
        SignedTokens next = new SignedTokens(SignedTokens.ISSUER);
        keys.useOwn(next.jwks());

        assertThat(verifier.verify(signedBy(next), HERE).caller().homeTenantId())
                .isEqualTo(tenant);
        assertThat(verifier.verify(token, THERE).caller().homeTenantId()).isEqualTo(tenant);
    }

    @Test
    void refusesTokenSimilarToCachedOne() {
        var unused = verifier.verify(token, HERE);
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';

        assertRefused(token.substring(0, signature) + other + token.substring(signature + 1));
        assertRefused(token.substring(0, signature));
        assertRefused(token + "A");
    }

    @Test
    void doesNotCacheRefusedToken() {
        String forged = issuer.admin(tenant, UUID.randomUUID())
                .issuedAt(START)
                .expiresAt(START.plus(LIFE))
                .signWithForeignKey();

        assertRefused(forged);
        assertRefused(forged);
    }

    private String signedBy(SignedTokens signer) {
        return signer.admin(tenant, UUID.randomUUID())
                .issuedAt(START)
                .expiresAt(START.plus(LIFE))
                .sign();
    }

    private void assertRefused(String text) {
        assertThatThrownBy(() -> verifier.verify(text, HERE)).isInstanceOf(AuthenticationFailedException.class);
    }

    private record Access(String issuer, Optional<String> keysUrl, Duration keyUsesInterval, Path dataDir)
            implements AccessSettings {}
}
