package dev.sotto.testing.tokens;

import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;

/** Valid tokens that are wrapped, encoded or sent differently from what Sotto does. */
final class ForgedTexts {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final SignedTokens tokens;
    private final Forgeries forgeries;

    ForgedTexts(SignedTokens tokens, Forgeries forgeries) {
        this.tokens = tokens;
        this.forgeries = forgeries;
    }

    void addAll() {
        wrapped();
        spellings();
        sizes();
        headers();
    }

    private void wrapped() {
        String inner = forgeries.honest();
        for (String algorithm : List.of("RSA-OAEP", "RSA-OAEP-256")) {
            forgeries.add("encrypted by " + algorithm, encrypted(algorithm, inner), inner);
        }
        String header = TokenDraft.part("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"cty\":\"JWT\"}");
        forgeries.add("in an unsigned one", header + "." + TokenDraft.part(inner) + ".", inner);
        TokenDraft outer = forgeries.draft().header("cty", "JWT");
        List<String> inners = List.of(
                forgeries.draft().unsigned(),
                forgeries.draft().signWithForeignKey(),
                forgeries.draft().expired().sign());
        for (String wrong : inners) {
            forgeries.add("a forged one in a genuine one", outer.signText(outer.headerText(), wrong));
        }
        String[] parts = inner.split("\\.", -1);
        forgeries.add(
                "in the JSON serialization",
                "{\"protected\":\"%s\",\"payload\":\"%s\",\"signature\":\"%s\"}".formatted((Object[]) parts),
                inner);
    }

    private String encrypted(String algorithm, String inner) {
        JsonWebEncryption encryption = new JsonWebEncryption();
        encryption.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        encryption.setContentEncryptionAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        encryption.setAlgorithmHeaderValue(algorithm);
        encryption.setEncryptionMethodHeaderParameter("A256GCM");
        encryption.setContentTypeHeaderValue("JWT");
        encryption.setKeyIdHeaderValue(tokens.keyId());
        encryption.setHeader("typ", "at+jwt");
        encryption.setKey(tokens.verificationKey());
        encryption.setPayload(inner);
        try {
            return encryption.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same bytes for a lenient decoder: 342 characters have four bits more than 256 bytes need. */
    private void spellings() {
        String genuine = forgeries.honest();
        String signed = genuine.substring(0, genuine.lastIndexOf('.') + 1);
        String signature = genuine.substring(signed.length());
        String shorter = genuine.substring(0, genuine.length() - 1);
        int last = ALPHABET.indexOf(genuine.charAt(genuine.length() - 1));
        for (int bits = 1; bits < 16; bits++) {
            forgeries.add("unused bits " + bits, shorter + ALPHABET.charAt(last ^ bits), genuine);
        }
        for (String junk : List.of("=", "==", "!", " ", "\t", "*~", "%20", "\u00e9")) {
            forgeries.add("'" + junk + "' before the signature", signed + junk + signature, genuine);
            forgeries.add("'" + junk + "' within the signature", shorter + junk + ALPHABET.charAt(last), genuine);
        }
        for (String end : List.of("=", "==", ".", "..", ".x", ";", ",", "\"")) {
            forgeries.add("'" + end + "' at the end", genuine + end, genuine);
        }
        String standard = signature.replace('-', '+').replace('_', '/');
        forgeries.add("the other base64", signed + standard + "==", genuine);
        forgeries.add("quoted", "\"" + genuine + "\"", genuine);
        forgeries.add("as a URL writes it", genuine.replace(".", "%2e"), genuine);
    }

    private void sizes() {
        String large = forgeries.draft().claim("x", "x".repeat(5_000)).sign();
        for (int kilobytes : List.of(7, 10)) {
            String token =
                    forgeries.draft().claim("x", "x".repeat(kilobytes * 1_000)).sign();
            forgeries.add(token.length() + " characters", token, large);
        }
        for (String nonsense : List.of("nonsense", "a.b.c", "..", "x".repeat(9_000), "x.".repeat(3_000))) {
            forgeries.add("nonsense of " + nonsense.length(), nonsense);
        }
        forgeries.add("10,000 dots", ".".repeat(10_000));
        forgeries.add("8,000 dots", ".".repeat(8_000));
    }

    private void headers() {
        String genuine = forgeries.honest();
        String bearer = "Bearer " + genuine;
        String forged = "Bearer " + forgeries.draft().unsigned();
        forgeries.addHeaders("the same header twice", List.of(bearer, bearer), bearer);
        forgeries.addHeaders("a genuine and a forged one", List.of(bearer, forged), bearer);
        forgeries.addHeaders("a forged and a genuine one", List.of(forged, bearer), bearer);
        forgeries.addHeaders("a genuine one and a password", List.of(bearer, "Basic YTpi"), bearer);
        List<String> wrong = List.of(
                bearer + ", " + bearer,
                bearer + "," + genuine,
                bearer + " " + genuine,
                "Bearer " + bearer,
                "Bearer" + genuine,
                "Bearer:" + genuine,
                "Bearer=" + genuine,
                "Basic " + genuine,
                "DPoP " + genuine,
                "Token " + genuine,
                "Service job-service:" + genuine,
                "Service " + genuine,
                "Bearer",
                "Bearer undefined",
                genuine);
        for (String header : wrong) {
            String name = header.replace(genuine, "…");
            forgeries.addHeaders("sent as " + name, List.of(header), "bearer " + genuine);
        }
    }
}
