package dev.sotto.testing.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Tokens without a signature, or with a signature other than RS256 by the published key. */
final class ForgedSignatures {

    private static final int RSA_BYTES = 256;

    private final SignedTokens tokens;
    private final Forgeries forgeries;

    ForgedSignatures(SignedTokens tokens, Forgeries forgeries) {
        this.tokens = tokens;
        this.forgeries = forgeries;
    }

    void addAll() {
        unsigned();
        sharedSecrets();
        otherAlgorithms();
        wrongBytes();
    }

    private void unsigned() {
        for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
            forgeries.add("alg " + none, forgeries.draft().withSignature(none, new byte[0]));
        }
        String token = forgeries.draft().unsigned();
        String genuine = forgeries.honest();
        forgeries.add("alg none, without the last dot", token.substring(0, token.length() - 1));
        forgeries.add("alg none, with a signature", token + genuine.substring(genuine.lastIndexOf('.') + 1));
        forgeries.lie("no alg", draft -> draft.header("alg", null));
        forgeries.lie("alg as a number", draft -> draft.header("alg", 256));
        forgeries.lie("alg as a list", draft -> draft.header("alg", List.of("RS256", "none")));
        forgeries.lie("alg in small letters", draft -> draft.header("alg", "rs256"));
    }

    /** HMAC with a secret that everybody knows: the public key (CVE-2015-9235). */
    private void sharedSecrets() {
        String pem = forgeries.draft().publicKeyText();
        List<byte[]> secrets = List.of(
                bytes(pem),
                bytes(pem.trim()),
                tokens.verificationKey().getEncoded(),
                bytes(tokens.jwks()),
                bytes(tokens.jwk()),
                bytes(tokens.keyId()),
                new byte[32]);
        for (int i = 0; i < secrets.size(); i++) {
            forgeries.add("HS256 by public bytes, " + i, forgeries.draft().signWithSecret("HS256", secrets.get(i)));
        }
        forgeries.add("HS384 by the public key", forgeries.draft().signWithSecret("HS384", bytes(pem)));
        forgeries.add("HS512 by the public key", forgeries.draft().signWithSecret("HS512", bytes(pem)));
    }

    private void otherAlgorithms() {
        for (String algorithm : List.of("RS384", "RS512", "PS256", "PS384", "PS512")) {
            forgeries.add(algorithm + " by the published key", forgeries.draft().signBy(algorithm));
        }
        // CVE-2022-21449: a signature of zeros was valid for every elliptic-curve key.
        forgeries.add("ES256 of noughts", forgeries.draft().withSignature("ES256", new byte[64]));
        forgeries.add(
                "ES256 of noughts in DER",
                forgeries.draft().withSignature("ES256", new byte[] {48, 6, 2, 1, 0, 2, 1, 0}));
        forgeries.add("EdDSA of noughts", forgeries.draft().withSignature("EdDSA", new byte[64]));
        KeyPair curve = curve();
        forgeries.add("ES256 by a key of its own", forgeries.draft().sign("ES256", curve.getPrivate()));
        forgeries.add(
                "ES256 by a key that it brings",
                forgeries
                        .draft()
                        .header("jwk", SignedTokens.jwk(curve.getPublic()))
                        .sign("ES256", curve.getPrivate()));
    }

    private void wrongBytes() {
        String genuine = forgeries.honest();
        String signed = genuine.substring(0, genuine.lastIndexOf('.'));
        forgeries.add("no signature", signed + ".");
        forgeries.add("no signature and no dot", signed);
        String other = forgeries.draft().subject(UUID.randomUUID()).sign();
        forgeries.add("another token's signature", signed + other.substring(other.lastIndexOf('.')));
        forgeries.add("a foreign key's signature", forgeries.draft().signWithForeignKey());
        byte[] one = new byte[RSA_BYTES];
        one[RSA_BYTES - 1] = 1;
        byte[] beyond = new byte[RSA_BYTES];
        Arrays.fill(beyond, (byte) -1);
        for (byte[] bytes : List.of(new byte[RSA_BYTES], one, beyond, new byte[1], new byte[RSA_BYTES + 1])) {
            forgeries.add(
                    "a signature of " + bytes.length + " bytes, the last " + bytes[bytes.length - 1],
                    forgeries.draft().withSignature("RS256", bytes));
        }
    }

    private static KeyPair curve() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
