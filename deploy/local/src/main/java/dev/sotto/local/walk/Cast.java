package dev.sotto.local.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The organisations and people of one walk-through: a reseller, its customer with an Admin and a User, and a second
 * customer with a very small plan. All are new, so that the walk-through can be repeated on the same data.
 */
public final class Cast {

    /** Makes the names of this walk-through unique. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final Place place;
    private final Api nobody;
    private final Mailbox mailbox;
    private Api platform;
    private Api reseller;
    private Api admin;
    private Api user;
    private Api neighbour;
    private String resellerId;
    private String planId;
    private String brandingId;
    private String tenantId;
    private String neighbourId;

    public Cast(Place place) {
        this.place = place;
        this.nobody = new Api(place.address());
        this.mailbox = new Mailbox(place.mail());
    }

    public void assemble(Steps steps) {
        steps.take("the platform administrator signs in", () -> {
            platform = nobody.signIn(place.adminEmail(), place.adminPassword());
            return place.adminEmail();
        });
        steps.take("the platform creates a reseller", this::createReseller);
        steps.take(
                "the platform invites the first ResellerAdmin",
                () -> invite(platform, resellerId, "seller", "ResellerAdmin"));
        steps.take("the ResellerAdmin accepts with the link in the e-mail", () -> {
            reseller = accept("seller");
            return "signed in";
        });
        steps.take("the reseller creates a plan", () -> {
            planId = createPlan("Studio", 60, "29.00");
            return "60 minutes, 100 MB, 5 users, 29.00 EUR a month";
        });
        steps.take("the reseller creates a branding configuration", this::createBranding);
        steps.take("the reseller creates a tenant with that plan", () -> {
            tenantId = createTenant("Harbour Office", planId);
            return tenantId;
        });
        steps.take("the reseller invites the tenant's Admin", () -> invite(reseller, tenantId, "admin", "Admin"));
        steps.take("the Admin accepts", () -> {
            admin = accept("admin");
            return "signed in";
        });
        steps.take("the Admin invites a User, and the User accepts", () -> {
            String mail = invite(admin, tenantId, "user", "User");
            user = accept("user");
            return mail;
        });
    }

    /** Adds another customer of the same reseller. If it cannot see a resource, no outsider can. */
    public void addNeighbour(Steps steps) {
        steps.take("the reseller adds a tenant with a one-minute plan", () -> {
            neighbourId = createTenant("Next Door", createPlan("Minute", 1, "1.00"));
            invite(reseller, neighbourId, "neighbour", "Admin");
            neighbour = accept("neighbour");
            return neighbourId;
        });
    }

    /** Creates a dearer plan of the reseller's, with this many minutes. */
    String anotherPlan(String name, int minutes, String price) {
        return createPlan(name, minutes, price);
    }

    private String createReseller() {
        JsonNode made = created(
                platform,
                "/api/v1/resellers",
                Map.of("name", "Nightingale " + run, "email", "office@" + domain(), "commission_rate", "15.00"));
        resellerId = made.path("id").asText();
        return made.path("name").asText() + ", commission "
                + made.path("commission_rate").asText() + " %";
    }

    private String createPlan(String name, int minutes, String price) {
        return created(
                        reseller,
                        "/api/v1/subscription-plans",
                        Map.of(
                                "name",
                                name + " " + run,
                                "price_monthly",
                                price,
                                "currency",
                                "EUR",
                                "storage_quota_mb",
                                100,
                                "processing_quota_minutes",
                                minutes,
                                "max_users",
                                5))
                .path("id")
                .asText();
    }

    private String createBranding() {
        JsonNode made = created(
                reseller,
                "/api/v1/branding-configurations",
                Map.of(
                        "name", "Harbour blue",
                        "is_default", true,
                        "theme", Map.of("primary_color", "#0b5cad"),
                        "assets", Map.of("logo", "https://" + domain() + "/logo.svg"),
                        "texts", Map.of("welcome", "Good morning.")));
        brandingId = made.path("id").asText();
        return made.path("name").asText();
    }

    private String createTenant(String name, String plan) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name + " " + run);
        details.put("subscription_plan_id", plan);
        details.put("branding_configuration_id", brandingId);
        return created(reseller, "/api/v1/tenants", details).path("id").asText();
    }

    private String invite(Api inviter, String organisation, String who, String role) {
        created(inviter, "/api/v1/users", Map.of("tenant_id", organisation, "email", email(who), "role", role));
        return email(who);
    }

    private Api accept(String who) {
        String token = mailbox.invitation(email(who));
        String password = UUID.randomUUID().toString();
        nobody.post("/api/v1/auth/invitations", Map.of("token", token, "password", password))
                .expect(200, 201);
        return nobody.signIn(email(who), password);
    }

    private static JsonNode created(Api api, String path, Map<String, ?> body) {
        Answer answer = api.post(path, body).expect(201);
        Unexpected.unless(
                answer.header("Location")
                        .contains(path + "/" + answer.json().path("id").asText()),
                "a Location with the id",
                List.of(answer.header("Location"), answer.text()));
        return answer.json();
    }

    private String email(String who) {
        return who + "@" + domain();
    }

    private String domain() {
        return run + ".example.com";
    }

    public Api reseller() {
        return reseller;
    }

    public Api admin() {
        return admin;
    }

    public Api user() {
        return user;
    }

    public Api neighbour() {
        return neighbour;
    }

    public String resellerId() {
        return resellerId;
    }

    public String tenantId() {
        return tenantId;
    }

    String planId() {
        return planId;
    }
}
