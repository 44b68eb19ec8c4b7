package dev.sotto.e2e.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.local.walk.Answer;
import dev.sotto.local.walk.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Scans the answers of the walk-through and the crash tests. The unique part of their names, plans and addresses is a
 * canary of their reseller.
 */
final class ApiWitness implements Api.Witness {
    private final Canaries canaries;
    private final Map<String, Party> parties = new ConcurrentHashMap<>();

    ApiWitness(Canaries canaries) {
        this.canaries = canaries;
    }

    @Override
    public void saw(@Nullable String token, Answer answer) {
        if (answer.request().startsWith("POST ") && answer.status() < 300) {
            learn(token, answer);
        }
        // Whose a key is that was made in a browser, its answers do not tell.
        if (token != null && token.startsWith("sotto_") && !parties.containsKey(token)) {
            return;
        }
        canaries.given(
                token == null ? null : parties.computeIfAbsent(token, ApiWitness::party),
                answer.response().headers().map() + answer.text(),
                answer::request);
    }

    private void learn(@Nullable String token, Answer answer) {
        JsonNode made = answer.response().body().length == 0 ? Client.JSON.nullNode() : answer.json();
        for (String secret : new String[] {"access_token", "refresh_token", "key"}) {
            canaries.secret(made.path(secret).asText());
        }
        if (answer.request().startsWith("POST /api/v1/resellers ")) {
            String[] name = made.path("name").asText().split(" ");
            canaries.adopt(
                    name[name.length - 1],
                    Secrecy.OFFER,
                    Party.reseller(made.path("id").asText()));
        }
        if (made.has("key") && token != null) {
            parties.put(made.path("key").asText(), party(token));
        }
    }

    /** Returns the claims of an access token (RFC 7519). */
    static JsonNode claims(String token) {
        try {
            return Client.JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the owner of an access token (RFC 9068). */
    static Party party(String token) {
        JsonNode claims = claims(token);
        String reseller = claims.path("reseller_id").asText(null);
        String role = claims.path("groups").path(0).asText();
        return switch (role) {
            case "PlatformAdmin" -> Party.PLATFORM;
            case "ResellerAdmin" -> Party.reseller(reseller);
            default ->
                new Party(
                        reseller,
                        claims.path("tenant_id").asText(),
                        claims.path("sub").asText(),
                        role.equals("Admin"));
        };
    }
}
