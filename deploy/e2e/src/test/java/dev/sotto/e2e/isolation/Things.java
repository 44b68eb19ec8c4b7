package dev.sotto.e2e.isolation;

import dev.sotto.e2e.WebhookReceiver;
import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Recording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The targets: resources that belong to a person, and new ones for requests that delete them. */
public final class Things {
    private static final int SHORT_MS = 200;
    private static final int LONG_MS = 300_000;
    /**
     * Prepared before the suspension, because a suspended caller can still delete them but not create them. The last of
     * its jobs are never started.
     */
    private static final int IN_STOCK = 8;

    private final World world;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Map<String, Deque<String>> stock = new ConcurrentHashMap<>();
    private final Map<String, Person> webhookAdmins = new ConcurrentHashMap<>();

    Things(World world) {
        this.world = world;
        for (Person reseller : List.of(world.seller, world.rival)) {
            ids.put("plan/" + reseller.party().reseller(), newPlan(reseller));
            ids.put("branding/" + reseller.party().reseller(), newBranding(reseller));
            change(reseller, "/api/v1/subscription-plans/", "plan", "description");
            change(reseller, "/api/v1/branding-configurations/", "branding", "name");
            String id = reseller.party().reseller();
            bill(reseller, "/api/v1/resellers/" + id, Party.reseller(id));
        }
    }

    /** Says who is billed. */
    private void bill(Person by, String path, Party party) {
        Map<String, String> details = new LinkedHashMap<>();
        for (String member : List.of("legal_name", "street", "postal_code", "city", "region")) {
            details.put(member, world.canaries.word(Secrecy.ORGANISATION, party));
        }
        details.put("country", "DE");
        world.client.must(by, Ask.json("PUT", path + "/billing-details", World.json(details)));
    }

    /** Gives the audit log a {@code before} value. */
    private void change(Person reseller, String path, String type, String member) {
        Party family = Party.reseller(reseller.party().reseller());
        world.client.must(
                reseller,
                Ask.json(
                        "PATCH",
                        path + ids.get(type + "/" + family.reseller()),
                        World.json(Map.of(member, world.canaries.word(Secrecy.OFFER, family)))));
    }

    /** Gives each person a workflow, a finished job and a key. */
    void own(List<Person> people) {
        for (Person person : people) {
            ids.put("workflow/" + person, newWorkflow(person));
            ids.put("job/" + person, person == world.user ? spokenJob(person) : newJob(person, SHORT_MS));
            ids.put("upload/" + person, newUpload(person));
            ids.put("api-key/" + person, newKey(person));
            ids.put("session/" + person, session(person));
            renameTheTenantOf(person);
            askForAnotherAddress(person);
            ids.computeIfAbsent("member/" + person.party().tenant(), any -> member(person));
            ids.computeIfAbsent("invitee/" + person.party().tenant(), any -> invitee(person));
            ids.computeIfAbsent("webhook/" + person.party().tenant(), any -> newWebhook(person));
            ids.computeIfAbsent("webhook-delivery/" + person.party().tenant(), any -> delivery(person));
        }
        for (Person person : people) {
            String path = "/api/v1/jobs/" + ids.get("job/" + person);
            Reply job = Await.until(
                    () -> world.client.must(person, Ask.of("GET", path)),
                    reply -> reply.body().contains("Completed"));
            if (!job.body().contains("Completed")) {
                throw new IllegalStateException("not done: " + job);
            }
            ids.put("subscription/" + person.party().tenant(), first("/api/v1/subscriptions", person));
            ids.put("charge/" + person.party().tenant(), first("/api/v1/charges", person));
        }
        people.stream()
                .collect(Collectors.toMap(person -> person.party().tenant(), person -> person, (one, other) -> one))
                .forEach(this::refund);
        correctTranscript(world.user);
        for (int i = 0; i < IN_STOCK; i++) {
            inStock("cancellable-job", newJob(world.suspended, LONG_MS));
            inStock("api-key", newKey(world.suspended));
            inStock("upload", newUpload(world.suspended));
        }
    }

    private void refund(String tenantId, Person person) {
        Person reseller = resellerOf(person);
        Party tenant = Party.tenant(person.party().reseller(), tenantId);
        bill(reseller, "/api/v1/tenants/" + tenantId, tenant);
        Map<String, String> refund = Map.of(
                "kind",
                "Refund",
                "tenant_id",
                tenantId,
                "charge_id",
                ids.get("charge/" + tenantId),
                "amount",
                "0.01",
                "currency",
                "EUR",
                "reason",
                world.canaries.word(Secrecy.ORGANISATION, tenant));
        world.client.must(reseller, World.post("/api/v1/charges", refund));
    }

    private void inStock(String type, String id) {
        stock.computeIfAbsent(type, any -> new ConcurrentLinkedDeque<>()).push(id);
    }

    /** Returns the id of the newest of what a list has of the person's tenant. */
    private String first(String list, Person person) {
        return newest(list, resellerOf(person), person.party().tenant());
    }

    private String newest(String list, Person reseller, String tenant) {
        Ask ask = Ask.of("GET", list + "?tenant_id=" + tenant);
        return Await.until(
                        () -> world.client
                                .must(reseller, ask)
                                .json()
                                .path("items")
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty())
                .toString();
    }

    Person resellerOf(Person person) {
        return person.party().isOfSameReseller(world.seller.party()) ? world.seller : world.rival;
    }

    private Person otherReseller(Person person) {
        return resellerOf(person) == world.seller ? world.rival : world.seller;
    }

    /** Returns the id of a permanent resource of this person or of its organisation. */
    public String standing(String type, Person person) {
        Party party = person.party();
        return switch (type) {
            case "reseller", "closed-reseller" -> party.reseller();
            case "rival-reseller" -> otherReseller(person).party().reseller();
            case "rival-plan" -> ids.get("plan/" + otherReseller(person).party().reseller());
            case "plan", "branding" -> ids.get(type + "/" + party.reseller());
            case "tenant", "closed-tenant", "moving-tenant" -> party.tenant();
            case "subscription", "charge", "member", "invitee", "webhook", "webhook-delivery" ->
                ids.get(type + "/" + party.tenant());
            case "user" -> party.user();
            case "cancellable-job" -> ids.get("job/" + person);
            case "refresh-token", "invitation" -> UUID.randomUUID().toString();
            default -> ids.get(type + "/" + person);
        };
    }

    /** Returns the id of a new resource that nothing else needs. */
    public String fresh(String type, Person person) {
        Person reseller = resellerOf(person);
        Deque<String> stocked = stock.get(type);
        if (person == world.suspended && stocked != null) {
            return stocked.pop();
        }
        return switch (type) {
            case "workflow" -> newWorkflow(person);
            case "cancellable-job" -> newJob(person, LONG_MS);
            case "api-key" -> newKey(person);
            case "webhook" -> newWebhook(person);
            case "upload" -> newUpload(person);
            case "branding" -> newBranding(reseller);
            case "plan" -> newPlan(reseller);
            case "tenant" -> newTenant(reseller);
            case "subscription" -> newest("/api/v1/subscriptions", reseller, newTenant(reseller));
            case "closed-tenant" -> after(newTenant(reseller), reseller, "DELETE", "/api/v1/tenants/", "", null);
            case "moving-tenant" ->
                after(newTenant(reseller), world.platform, "PUT", "/api/v1/tenants/", "/reseller", move(person));
            case "reseller" -> newReseller();
            case "closed-reseller" -> after(newReseller(), world.platform, "DELETE", "/api/v1/resellers/", "", null);
            case "refresh-token" -> refreshToken(person);
            case "invitation" -> world.invitation(invited(reseller));
            case "invitee" -> invitee(person);
            case "session" -> session(person);
            default -> throw new IllegalArgumentException("can't make " + type);
        };
    }

    private String after(String id, Person person, String method, String path, String rest, String body) {
        Ask ask = Ask.of(method, path + id + rest);
        world.client.must(person, body == null ? ask : Ask.json(method, path + id + rest, body));
        return id;
    }

    private String move(Person person) {
        return World.json(Map.of(
                "reseller_id", standing("rival-reseller", person),
                "subscription_plan_id", standing("rival-plan", person),
                "from", Instant.now().plus(1, ChronoUnit.DAYS).toString()));
    }

    /** Adds a user to the tenant, who accepts the invitation. */
    private String member(Person person) {
        return world.join(resellerOf(person), person.party().tenant(), "member", "User")
                .party()
                .user();
    }

    /** Adds a user to the tenant, who does not accept the invitation. */
    private String invitee(Person person) {
        Party party = person.party();
        Party invited = Party.tenant(party.reseller(), party.tenant());
        Map<String, Object> invitation = Map.of(
                "tenant_id",
                party.tenant(),
                "email",
                world.canaries.word(Secrecy.PEOPLE, invited) + "@example.com",
                "role",
                "User");
        return world.client
                .must(resellerOf(person), World.post("/api/v1/users", invitation))
                .id();
    }

    private void renameTheTenantOf(Person person) {
        Party tenant = Party.tenant(person.party().reseller(), person.party().tenant());
        String name = world.canaries.word(Secrecy.ORGANISATION, tenant);
        world.client.must(
                resellerOf(person),
                Ask.json("PATCH", "/api/v1/tenants/" + tenant.tenant(), World.json(Map.of("name", name))));
    }

    /** The change stays open, because nobody opens the link. */
    private void askForAnotherAddress(Person person) {
        String address = world.canaries.word(Secrecy.PEOPLE, person.party()) + "@example.com";
        world.client.must(
                person, World.post("/api/v1/users/me/email", Map.of("email", address, "password", person.password())));
    }

    /** Returns the session of a new sign-in. */
    private String session(Person person) {
        Reply tokens = world.client.must(
                Person.NOBODY,
                World.post("/api/v1/auth/login", Map.of("email", person.email(), "password", person.password()))
                        .with("User-Agent", world.canaries.word(Secrecy.PEOPLE, person.party())));
        String token = tokens.json().path("access_token").asText();
        world.canaries.secret(token);
        world.canaries.secret(tokens.json().path("refresh_token").asText());
        return ApiWitness.claims(token).path("sid").asText();
    }

    private String invited(Person reseller) {
        String tenant = newTenant(reseller);
        Party invited = Party.tenant(reseller.party().reseller(), tenant);
        String email = world.canaries.word(Secrecy.PEOPLE, invited) + "@example.com";
        world.client.must(
                reseller, World.post("/api/v1/users", Map.of("tenant_id", tenant, "email", email, "role", "User")));
        return email;
    }

    private String refreshToken(Person person) {
        String token = world.client
                .must(
                        Person.NOBODY,
                        World.post(
                                "/api/v1/auth/login", Map.of("email", person.email(), "password", person.password())))
                .json()
                .path("refresh_token")
                .asText();
        world.canaries.secret(token);
        return token;
    }

    private String newReseller() {
        Party[] owner = {Party.PLATFORM};
        Map<String, Object> details = Map.of(
                "name",
                world.canaries.word(Secrecy.OFFER, () -> owner[0]),
                "email",
                world.canaries.word(Secrecy.ORGANISATION, () -> owner[0]) + "@example.com",
                "commission_rate",
                "10.00");
        String id = world.client
                .must(world.platform, World.post("/api/v1/resellers", details))
                .id();
        owner[0] = Party.reseller(id);
        return id;
    }

    String newTenant(Person reseller) {
        Party family = reseller.party();
        Map<String, Object> details = new LinkedHashMap<>();
        Party[] owner = {Party.reseller(family.reseller())};
        details.put("name", world.canaries.word(Secrecy.ORGANISATION, () -> owner[0]));
        details.put("domain", world.canaries.word(Secrecy.ORGANISATION, () -> owner[0]) + ".example.com");
        details.put("subscription_plan_id", ids.get("plan/" + family.reseller()));
        details.put("branding_configuration_id", ids.get("branding/" + family.reseller()));
        String id = world.client
                .must(reseller, once(family, World.post("/api/v1/tenants", details)))
                .id();
        owner[0] = Party.tenant(family.reseller(), id);
        return id;
    }

    private String newPlan(Person reseller) {
        Party family = Party.reseller(reseller.party().reseller());
        Map<String, Object> details = Map.of(
                "name",
                world.canaries.word(Secrecy.OFFER, family),
                "description",
                world.canaries.word(Secrecy.OFFER, family),
                "price_monthly",
                "29.00",
                "currency",
                "EUR",
                "storage_quota_mb",
                1000,
                "processing_quota_minutes",
                1000,
                "max_users",
                1000,
                "limits",
                Map.of("requests_per_minute", 100_000, "key_requests_per_minute", 100_000),
                "features",
                // The embedded engine's model, so that jobs run.
                Map.of("models", List.of("en-us", world.canaries.word(Secrecy.OFFER, family))));
        return world.client
                .must(reseller, once(family, World.post("/api/v1/subscription-plans", details)))
                .id();
    }

    private String newBranding(Person reseller) {
        Party family = Party.reseller(reseller.party().reseller());
        String word = world.canaries.word(Secrecy.OFFER, family);
        Map<String, Object> details = Map.of(
                "name", word,
                "is_default", false,
                "theme", Map.of("primary_color", "#0b5cad", "font", word),
                "assets", Map.of("logo", "https://" + word + ".example.com/logo.svg"),
                "texts", Map.of("welcome", word));
        return world.client
                .must(reseller, once(family, World.post("/api/v1/branding-configurations", details)))
                .id();
    }

    /** Adds an idempotency key that is used only once. */
    private Ask once(Party owner, Ask ask) {
        return ask.with("Idempotency-Key", world.canaries.word(Secrecy.SECRET, owner));
    }

    private String newWorkflow(Person person) {
        return world.client
                .must(person, once(person.party(), World.post("/api/v1/workflows", workflow(person))))
                .id();
    }

    Map<String, Object> workflow(Person person) {
        String word = world.canaries.word(Secrecy.CONTENT, person.party());
        return Map.of(
                "name",
                word,
                "description",
                word,
                "is_template",
                false,
                "is_public",
                false,
                "config",
                Map.of(
                        "nodes",
                                List.of(
                                        Map.of("id", word, "type", "transcription", "config", Map.of()),
                                        Map.of("id", word + "-export", "type", "export", "config", Map.of())),
                        "edges", List.of(Map.of("from", word, "to", word + "-export"))));
    }

    private String newKey(Person person) {
        Reply made = world.client.must(
                person,
                World.post(
                        "/api/v1/api-keys",
                        Map.of(
                                "name",
                                world.canaries.word(Secrecy.PEOPLE, person.party()),
                                "permissions",
                                List.of("jobs:read"))));
        world.canaries.secret(made.json().path("key").asText());
        return made.id();
    }

    /** Registered by an Admin of the person's tenant, at an address where nobody listens. */
    private String newWebhook(Person person) {
        Person admin = webhookAdmins.computeIfAbsent(
                person.party().tenant(), tenant -> world.join(resellerOf(person), tenant, "integrator", "Admin"));
        Party tenant = Party.tenant(person.party().reseller(), person.party().tenant());
        Reply made = world.client.must(
                admin,
                World.post(
                        "/api/v1/webhooks",
                        Map.of(
                                "url",
                                "https://" + WebhookReceiver.ADDRESS + "/"
                                        + world.canaries.word(Secrecy.ORGANISATION, tenant),
                                "events",
                                List.of("job.completed", "tenant.suspended"),
                                "description",
                                world.canaries.word(Secrecy.ORGANISATION, tenant))));
        world.canaries.secret(made.json().path("secret").asText());
        return made.id();
    }

    private String delivery(Person person) {
        String tenant = person.party().tenant();
        String path = "/api/v1/webhooks/" + ids.get("webhook/" + tenant) + "/test";
        return world.client
                .must(webhookAdmins.get(tenant), Ask.of("POST", path))
                .id();
    }

    private String newJob(Person person, int millis) {
        return world.client
                .must(person, upload(person, Map.of("workflow_id", ids.get("workflow/" + person)), millis))
                .id();
    }

    /** Its transcript has words, which can be corrected. */
    private String spokenJob(Person person) {
        byte[] sample = Recording.sample().content();
        byte[] beginning = Arrays.copyOf(sample, sample.length / 3);
        Map<String, String> fields = Map.of("workflow_id", ids.get("workflow/" + person));
        return world.client
                .must(person, upload(person, fields, ".mp3", word -> beginning))
                .id();
    }

    private void correctTranscript(Person person) {
        Map<String, Object> change = Map.of(
                "segments", List.of(Map.of("i", 0, "text", world.canaries.word(Secrecy.CONTENT, person.party()))));
        world.client.must(
                person,
                Ask.json("PATCH", "/api/v1/jobs/" + ids.get("job/" + person) + "/transcript", World.json(change))
                        .with("If-Match", "\"0\""));
    }

    private String newUpload(Person person) {
        return world.client
                .must(person, resumable(person, ids.get("workflow/" + person)))
                .id();
    }

    /** Begins a resumable upload with canaries in its name and its title. */
    Ask resumable(Person owner, String workflow) {
        String word = world.canaries.word(Secrecy.CONTENT, owner.party());
        return new Ask(
                "POST",
                "/api/v1/uploads",
                Map.of(
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "1000",
                        "Upload-Metadata",
                        "filename " + base64(word + ".wav") + ",title " + base64(word) + ",workflow_id "
                                + base64(workflow)),
                new byte[0]);
    }

    /** Sends the first bytes of a resumable upload. */
    static Ask firstBytes(String path) {
        return new Ask(
                "PATCH",
                path,
                Map.of(
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        "0",
                        "Content-Type",
                        "application/offset+octet-stream"),
                utf8("RIFF"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(utf8(text));
    }

    /** Builds a recording of silence with canaries in its name, its title and its content. */
    Ask upload(Person person, Map<String, String> fields, int millis) {
        return upload(person, fields, ".wav", word -> Sound.silence(millis, word));
    }

    private Ask upload(Person person, Map<String, String> fields, String extension, Function<String, byte[]> sound) {
        String word = world.canaries.word(Secrecy.CONTENT, person.party());
        String boundary = "sotto-" + UUID.randomUUID();
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        Map<String, String> texts = new HashMap<>(fields);
        texts.put("title", word);
        texts.forEach((name, value) -> form.writeBytes(utf8("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        form.writeBytes(utf8("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + word
                + extension + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
        form.writeBytes(sound.apply(word));
        form.writeBytes(utf8("\r\n--" + boundary + "--\r\n"));
        return new Ask(
                "POST",
                "/api/v1/jobs",
                Map.of("Content-Type", "multipart/form-data; boundary=" + boundary),
                form.toByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
