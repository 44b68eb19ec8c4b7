package dev.sotto.testing.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.model.WellKnownIds;
import java.util.UUID;
import java.util.function.Function;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedTokensTest {
    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID RESELLER = UUID.randomUUID();
    private static final SignedTokens TOKENS = new SignedTokens(SignedTokens.ISSUER);

    @Test
    void validTokenIsVerifiedWithPublishedKeys() throws Exception {
        UUID user = UUID.randomUUID();

        JwtClaims claims = verify(TOKENS.user(TENANT, RESELLER).subject(user).sign());

        assertThat(claims.getSubject()).isEqualTo(user.toString());
        assertThat(claims.getStringClaimValue("tenant_id")).isEqualTo(TENANT.toString());
        assertThat(claims.getStringClaimValue("reseller_id")).isEqualTo(RESELLER.toString());
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("User");
        assertThat(claims.getJwtId()).isNotBlank();
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(600);
    }

    @Test
    void claimsNameTheBearersOrganisation() throws Exception {
        JwtClaims platform = verify(TOKENS.platformAdmin().sign());
        assertThat(platform.getStringClaimValue("tenant_id")).isEqualTo(WellKnownIds.PLATFORM_TENANT.toString());
        assertThat(platform.hasClaim("reseller_id")).isFalse();

        JwtClaims reseller = verify(TOKENS.resellerAdmin(RESELLER).sign());
        assertThat(reseller.getStringClaimValue("tenant_id")).isEqualTo(RESELLER.toString());
        assertThat(reseller.getStringListClaimValue("groups")).containsExactly("ResellerAdmin");

        assertThat(verify(TOKENS.admin(TENANT, RESELLER).sign()).getStringListClaimValue("groups"))
                .containsExactly("Admin");
    }

    @Test
    void savedKeySignsAgain() throws Exception {
        SignedTokens again = SignedTokens.withKey(SignedTokens.ISSUER, TOKENS.privateKey());

        assertThat(again.keyId()).isEqualTo(TOKENS.keyId());
        assertThat(verify(again.platformAdmin().sign()).getSubject()).isNotBlank();
    }

    @Test
    void privateKeyIsNotPublished() {
        assertThat(TOKENS.jwks()).contains("\"kty\":\"RSA\"", TOKENS.keyId()).doesNotContain("\"d\":", "\"p\":");
    }

    @ParameterizedTest
    @EnumSource
    void forgeryIsRefused(Forgery forgery) {
        String token = forgery.make.apply(TOKENS.user(TENANT, RESELLER));

        assertThatThrownBy(() -> verify(token)).isInstanceOf(InvalidJwtException.class);
    }

    private enum Forgery {
        EXPIRED(draft -> draft.expired().sign()),
        FOREIGN_ISSUER(draft -> draft.issuer("https://evil.example").sign()),
        WRONG_AUDIENCE(draft -> draft.audience("another").sign()),
        WITHOUT_EXPIRY(draft -> draft.without("exp").sign()),
        UNSIGNED(TokenDraft::unsigned),
        PUBLIC_KEY_AS_SECRET(TokenDraft::signWithPublicKeyAsSecret),
        FOREIGN_KEY(TokenDraft::signWithForeignKey),
        UNKNOWN_KEY_ID(draft -> draft.keyId("unknown").sign());

        private final Function<TokenDraft, String> make;

        Forgery(Function<TokenDraft, String> make) {
            this.make = make;
        }
    }

    private static JwtClaims verify(String token) throws InvalidJwtException, JoseException {
        JwtConsumer verifier = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "RS256")
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(TOKENS.jwks()).getJsonWebKeys()))
                .setExpectedIssuer(SignedTokens.ISSUER)
                .setExpectedAudience("sotto")
                .setRequireExpirationTime()
                .build();
        return verifier.processToClaims(token);
    }
}
