package dev.sotto.testing.tokens;

import dev.sotto.model.WellKnownIds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jose4j.json.JsonUtil;

/** Tokens signed with the right key, but with wrong claims: times, names, tenants, roles and types. */
final class ForgedClaims {

    private static final List<Object> WRONG_TYPES =
            Arrays.asList(null, true, 7, 1.5, List.of(), List.of(List.of("x")), Map.of(), Map.of("a", 1), "", "\u0000");
    private static final String ID = "1-1-1-1-1";

    private final Forgeries forgeries;

    ForgedClaims(Forgeries forgeries) {
        this.forgeries = forgeries;
    }

    void addAll() {
        times();
        partners();
        people();
        roles();
        places();
        actors();
        twice();
        texts();
    }

    private void times() {
        Instant now = Clock.systemUTC().instant();
        UnaryOperator<TokenDraft> good = draft -> draft.expiresAt(now.plusSeconds(300));
        for (int seconds : List.of(0, 1, 61, 3_600)) {
            forgeries.lie("exp " + seconds + " s ago", draft -> draft.expiresAt(now.minusSeconds(seconds)), good);
        }
        for (Object exp : Arrays.asList(null, 0, -1, "", "9999999999", true, List.of(9_999_999_999L), Map.of())) {
            forgeries.lie("exp " + exp, with("exp", exp), good);
        }
        for (int seconds : List.of(60, 3_600)) {
            forgeries.lie(
                    "nbf in " + seconds + " s",
                    with("nbf", now.plusSeconds(seconds).getEpochSecond()),
                    with("nbf", now.minusSeconds(1).getEpochSecond()));
        }
        forgeries.lie("nbf as text", with("nbf", "0"), with("nbf", 0));
        forgeries.lie("iat as text", with("iat", "0"), with("iat", now.getEpochSecond()));
        for (String name : List.of("exp", "iat")) {
            forgeries.lie("no " + name, draft -> draft.without(name));
        }
    }

    private void partners() {
        for (Object issuer : wrong("https://sotto.local/", "http://sotto.local", "https://elsewhere.example")) {
            forgeries.lie("iss " + issuer, with("iss", issuer));
        }
        for (Object audience : wrong("sotto2", "SOTTO", "sotto ", List.of("other", "sotto2"), List.of(7))) {
            forgeries.lie("aud " + audience, with("aud", audience), with("aud", List.of("other", "sotto")));
        }
        for (String name : List.of("iss", "aud")) {
            forgeries.lie("no " + name, draft -> draft.without(name));
        }
    }

    private void people() {
        for (Object subject : wrong(ID, "nobody", "{" + UUID.randomUUID() + "}")) {
            forgeries.lie("sub " + subject, with("sub", subject));
        }
        forgeries.lie("no sub", draft -> draft.without("sub"));
        for (Object session : wrong(ID)) {
            forgeries.lie(
                    "sid " + session,
                    with("sid", session),
                    with("sid", UUID.randomUUID().toString()));
        }
        for (Object version : List.of("1", 1.5, true, List.of(1), Map.of())) {
            forgeries.lie("ver " + version, with("ver", version), with("ver", 1));
        }
    }

    private void roles() {
        List<Object> wrong = wrong("User", "Admin", List.of(7), List.of("Root"), List.of("admin"), List.of("User "));
        for (Object groups : wrong) {
            forgeries.lie("groups " + groups, with("groups", groups));
        }
        forgeries.lie("no groups", draft -> draft.without("groups"));
        forgeries.lie("two roles", draft -> draft.groups("Admin", "PlatformAdmin"));
        forgeries.lie("roles by another claim", draft -> draft.without("groups").claim("roles", List.of("Admin")));
    }

    /** Each role has its own kind of tenant. */
    private void places() {
        String platform = WellKnownIds.PLATFORM_TENANT.toString();
        for (String name : List.of("tenant_id", "reseller_id")) {
            for (Object id : wrong(ID, "nowhere")) {
                forgeries.lie(name + " " + id, with(name, id));
            }
            forgeries.lie("no " + name, draft -> draft.without(name));
        }
        forgeries.lie("PlatformAdmin in a customer's tenant", draft -> draft.groups("PlatformAdmin"));
        forgeries.lie("ResellerAdmin in a customer's tenant", draft -> draft.groups("ResellerAdmin"));
        forgeries.lie("in the platform's tenant", with("tenant_id", platform));
        forgeries.lie("in the reseller's house", draft -> draft.claim("tenant_id", draft.claim("reseller_id")));
        forgeries.lie(
                "PlatformAdmin of a reseller",
                draft -> draft.groups("PlatformAdmin").claim("tenant_id", platform));
    }

    private void actors() {
        UnaryOperator<TokenDraft> delegated =
                with("act", Map.of("sub", UUID.randomUUID().toString()));
        for (Object actor : wrong(UUID.randomUUID().toString())) {
            forgeries.lie("act " + actor, with("act", actor), delegated);
        }
        for (Object subject : List.of(true, 7, ID, "", List.of(), Map.of("sub", ID))) {
            forgeries.lie("act of " + subject, with("act", Map.of("sub", subject)), delegated);
        }
    }

    /** Some readers use the first duplicate, others the last (RFC 8259, 4). */
    private void twice() {
        for (String name : List.of("sub", "groups", "tenant_id", "exp", "iss", "aud")) {
            TokenDraft draft = forgeries.draft();
            String member = JsonUtil.toJson(Map.of(name, draft.claim(name)));
            String more = member.substring(0, member.length() - 1) + ",";
            forgeries.add(
                    "claim " + name + " twice",
                    draft.signText(
                            draft.headerText(), more + draft.payloadText().substring(1)),
                    draft.sign());
        }
    }

    private void texts() {
        TokenDraft draft = forgeries.draft();
        String good = draft.payloadText();
        for (String text : List.of("", "x", "[]", "null", "7", "{", "{}", good + "x", good + good, "[" + good + "]")) {
            forgeries.add("claims of " + text.length() + " characters", draft.signText(draft.headerText(), text));
        }
    }

    private static List<Object> wrong(Object... more) {
        List<Object> values = new ArrayList<>(WRONG_TYPES);
        values.addAll(List.of(more));
        return values;
    }

    private static UnaryOperator<TokenDraft> with(String name, Object value) {
        return draft -> draft.claim(name, value);
    }
}
