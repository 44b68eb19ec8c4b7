package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A reseller with a plan and one customer, made through the API alone, so that a newcomer can begin in a browser: the
 * invitation of the customer's first Admin waits in the mailbox.
 */
public final class Sample {

    /** The reseller's person. The password is the first administrator's. */
    public static final String SELLER = "seller@sample.example.com";

    /** The customer's first Admin, who is invited. */
    public static final String ADMIN = "ada@sample.example.com";

    private final Place place;
    private final Api nobody;

    private Sample(Place place) {
        this.place = place;
        this.nobody = new Api(place.address());
    }

    /**
     * Makes what is missing. It can be repeated.
     *
     * @throws Unexpected if Sotto answers otherwise than expected
     */
    public static void make(Place place) {
        Sample sample = new Sample(place);
        Api seller = sample.seller();
        if (seller.get("/api/v1/tenants").expect(200).json().path("items").isEmpty()) {
            sample.sell(seller);
        }
    }

    private Api seller() {
        Map<String, String> login = Map.of("email", SELLER, "password", place.adminPassword());
        if (nobody.post("/api/v1/auth/login", login).status() != 200) {
            join();
        }
        return nobody.signIn(SELLER, place.adminPassword());
    }

    private void join() {
        Api platform = nobody.signIn(place.adminEmail(), place.adminPassword());
        JsonNode reseller = platform.post(
                        "/api/v1/resellers",
                        Map.of(
                                "name", "Sample Reseller",
                                "email", "office@sample.example.com",
                                "commission_rate", "15.00"))
                .expect(201)
                .json();
        invite(platform, reseller, SELLER, "ResellerAdmin");
        String token = new Mailbox(place.mail()).invitation(SELLER);
        nobody.post("/api/v1/auth/invitations", Map.of("token", token, "password", place.adminPassword()))
                .expect(200);
    }

    private void sell(Api seller) {
        JsonNode plan = seller.post(
                        "/api/v1/subscription-plans",
                        Map.of(
                                "name",
                                "Sample",
                                "price_monthly",
                                "29.00",
                                "currency",
                                "EUR",
                                "storage_quota_mb",
                                5_000,
                                "processing_quota_minutes",
                                600,
                                "max_users",
                                10))
                .expect(201)
                .json();
        JsonNode tenant = seller.post(
                        "/api/v1/tenants",
                        Map.of(
                                "name",
                                "Sample Office",
                                "subscription_plan_id",
                                plan.path("id").asText()))
                .expect(201)
                .json();
        invite(seller, tenant, ADMIN, "Admin");
        new Mailbox(place.mail()).invitation(ADMIN);
    }

    private static void invite(Api inviter, JsonNode organisation, String email, String role) {
        inviter.post(
                        "/api/v1/users",
                        Map.of("tenant_id", organisation.path("id").asText(), "email", email, "role", role))
                .expect(201);
    }
}
