package dev.sotto.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client of Sotto's public API with the operator's token. Tenants are created and looked up there, so that all normal
 * effects follow.
 */
final class TenantApi {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI address;
    private final String token;

    TenantApi(URI address, @Nullable String token) {
        if (token == null || token.isBlank() || !token.matches("[\\x21-\\x7e]+")) {
            throw new Refusal(
                    "an access token of a ResellerAdmin is read from " + Settings.TOKEN + ", and none is there");
        }
        this.address = address;
        this.token = token;
    }

    /** Finds an existing Customer tenant of a reseller, and one of its users. */
    Place existing(UUID tenantId, UUID resellerId, UUID ownerId) {
        JsonNode tenant =
                get("/api/v1/tenants/" + tenantId, "there is no tenant " + tenantId + " of the token's reseller");
        requireOf(resellerId, tenant);
        if (!tenant.path("kind").asText().equals("Customer")) {
            throw new Refusal("tenant " + tenantId + " is not a Customer but a "
                    + tenant.path("kind").asText());
        }
        if (tenant.path("status").asText().equals("Closed")) {
            throw new Refusal("tenant " + tenantId + " is closed");
        }
        JsonNode owner = get(
                "/api/v1/users/" + ownerId + "?tenant_id=" + tenantId,
                "there is no user " + ownerId + " in tenant " + tenantId);
        if (!owner.path("tenant_id").asText().equals(tenantId.toString())) {
            throw new Refusal("user " + ownerId + " is not of tenant " + tenantId);
        }
        return Place.of(tenantId, resellerId, ownerId);
    }

    /**
     * Creates the default tenant and invites its Admin, who will own the imported jobs.
     *
     * @param key the idempotency key; a repeated request with it returns the same tenant
     */
    Place make(NewTenant wanted, UUID resellerId, UUID key) {
        JsonNode me = get("/api/v1/users/me", "the token is of nobody");
        // A ResellerAdmin belongs to the house tenant, which has the reseller's id.
        if (!me.path("role").asText().equals("ResellerAdmin")
                || !me.path("tenant_id").asText().equals(resellerId.toString())) {
            throw new Refusal(
                    "the token in " + Settings.TOKEN + " is not of a ResellerAdmin of reseller " + resellerId);
        }
        JsonNode tenant = post(
                "/api/v1/tenants",
                key,
                Map.of(
                        "name",
                        wanted.name(),
                        "subscription_plan_id",
                        wanted.planId().toString()));
        requireOf(resellerId, tenant);
        UUID tenantId = UUID.fromString(tenant.path("id").asText());
        JsonNode owner = post(
                "/api/v1/users",
                key,
                Map.of("tenant_id", tenantId.toString(), "email", wanted.ownerEmail(), "role", "Admin"));
        return Place.of(tenantId, resellerId, UUID.fromString(owner.path("id").asText()));
    }

    private static void requireOf(UUID resellerId, JsonNode tenant) {
        if (!tenant.path("reseller_id").asText().equals(resellerId.toString())) {
            throw new Refusal("tenant " + tenant.path("id").asText() + " is of another reseller, not of " + resellerId);
        }
    }

    private JsonNode get(String path, String absent) {
        return send(path, request(path).GET(), absent);
    }

    private JsonNode post(String path, UUID key, Map<String, String> body) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key.toString())
                .POST(HttpRequest.BodyPublishers.ofString(
                        MAPPER.valueToTree(body).toString()));
        return send(path, request, path + " is not there");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(String path, HttpRequest.Builder request, String absent) {
        HttpResponse<String> answer;
        try {
            answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Refusal("--api: no answer from " + address + path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (answer.statusCode() == NOT_FOUND) {
            throw new Refusal(absent);
        }
        JsonNode body = json(answer.body());
        if (answer.statusCode() / 100 != 2) {
            String why =
                    Texts.quoted(body.path("detail").asText(body.path("title").asText("no reason given")));
            throw new Refusal("--api: " + path + " answers " + answer.statusCode() + ", " + why);
        }
        return body;
    }

    private static JsonNode json(String body) {
        try {
            return MAPPER.readTree(body.isEmpty() ? "{}" : body);
        } catch (IOException e) {
            return MAPPER.createObjectNode();
        }
    }

    /** The default tenant that the operator asks for. */
    record NewTenant(String name, UUID planId, String ownerEmail) {}
}
