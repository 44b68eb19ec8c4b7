package dev.sotto.e2e.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.e2e.RunningSotto;
import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.local.Sotto;
import dev.sotto.local.walk.Await;
import dev.sotto.local.walk.Mailbox;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two resellers and their tenants, with a canary in every text that the API accepts. There are three people of one
 * tenant, its neighbour, a suspended tenant of the same reseller, and a stranger under the other reseller.
 */
public final class World {
    private static World built;

    public final Canaries canaries = Canaries.ofThisRun();
    public final Sotto sotto = RunningSotto.running();
    public final Client client = new Client(sotto.address(), canaries);
    final Mailbox mailbox = new Mailbox(sotto.mail());
    final Person platform;
    final Person seller;
    final Person rival;
    final Person admin;
    public final Person user;
    final Person colleague;
    final Person neighbour;
    final Person stranger;
    public final Person suspended;
    final Person key;
    public final Things things;

    /** Returns the world that all test classes share. */
    static synchronized World built() {
        if (built == null) {
            built = new World();
        }
        return built;
    }

    /** Creates a further world, for tests that would disturb others. */
    public static World another() {
        return new World();
    }

    private World() {
        platform = platformAdmin();
        seller = takeOn("seller");
        rival = takeOn("rival");
        things = new Things(this);
        String home = things.newTenant(seller);
        admin = join(seller, home, "admin", "Admin");
        user = join(seller, home, "user", "User");
        colleague = join(seller, home, "colleague", "User");
        neighbour = join(seller, things.newTenant(seller), "neighbour", "User");
        suspended = join(seller, things.newTenant(seller), "suspended", "User");
        stranger = join(rival, things.newTenant(rival), "stranger", "User");
        things.own(List.of(user, colleague, neighbour, suspended, stranger));
        key = withKey(user);
        suspend();
    }

    private Person platformAdmin() {
        Sign sign = new Sign(sotto.admin().email(), sotto.admin().password());
        return new Person(
                "platform",
                Party.PLATFORM,
                sign,
                sotto.admin().email(),
                sotto.admin().password(),
                "");
    }

    /** Creates a reseller with its ResellerAdmin. */
    private Person takeOn(String name) {
        AtomicReference<Party> owner = new AtomicReference<>(Party.PLATFORM);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", canaries.word(Secrecy.OFFER, owner::get));
        details.put("email", canaries.word(Secrecy.ORGANISATION, owner::get) + "@example.com");
        details.put("phone", canaries.word(Secrecy.ORGANISATION, owner::get));
        details.put("commission_rate", "15.00");
        String id = client.must(platform, post("/api/v1/resellers", details)).id();
        owner.set(Party.reseller(id));
        return join(platform, id, name, "ResellerAdmin");
    }

    /** Invites a person, who accepts the invitation. */
    Person join(Person inviter, String organisation, String name, String role) {
        AtomicReference<Party> party = new AtomicReference<>(inviter.party());
        String reseller =
                role.equals("ResellerAdmin") ? organisation : inviter.party().reseller();
        String tenant = role.equals("ResellerAdmin") ? null : organisation;
        String email = canaries.word(Secrecy.PEOPLE, party::get) + "@example.com";
        String password = canaries.word(Secrecy.SECRET, party::get);
        String first = canaries.word(Secrecy.PEOPLE, party::get);
        String last = canaries.word(Secrecy.PEOPLE, party::get);
        party.set(new Party(reseller, tenant, null, false));
        Reply invited = client.must(
                inviter,
                post(
                        "/api/v1/users",
                        Map.of(
                                "tenant_id", organisation,
                                "email", email,
                                "role", role,
                                "first_name", first,
                                "last_name", last)));
        party.set(new Party(reseller, tenant, invited.id(), !role.equals("User")));
        String token = invitation(email);
        Reply accepted = client.must(
                Person.NOBODY, post("/api/v1/auth/invitations", Map.of("token", token, "password", password)));
        canaries.secret(accepted.json().path("access_token").asText());
        canaries.secret(accepted.json().path("refresh_token").asText());
        String requests = canaries.word(Secrecy.REQUEST, party::get);
        return new Person(name, party.get(), new Sign(email, password), email, password, requests);
    }

    /** Returns the token from the e-mail to a person. */
    String invitation(String email) {
        String token = mailbox.invitation(email);
        canaries.secret(token);
        return token;
    }

    private Person withKey(Person person) {
        Reply made = client.must(
                person,
                post(
                        "/api/v1/api-keys",
                        Map.of(
                                "name", canaries.word(Secrecy.PEOPLE, person.party()),
                                "permissions", List.of("jobs:read", "workflows:read", "usage:read"))));
        String text = made.json().path("key").asText();
        canaries.secret(text);
        return new Person("key", person.party(), () -> text, "", "", person.requests());
    }

    private void suspend() {
        String path = "/api/v1/tenants/" + suspended.party().tenant() + "/suspensions/Reseller";
        String note = canaries.word(Secrecy.ORGANISATION, suspended.party());
        client.must(seller, Ask.json("PUT", path, "{\"note\":\"" + note + "\"}"));
        Reply refused = Await.until(
                () -> client.send(suspended, post("/api/v1/workflows", Map.of())),
                reply -> reply.problem().equals("suspended"));
        if (!refused.problem().equals("suspended")) {
            throw new IllegalStateException("not suspended: " + refused);
        }
    }

    static Ask post(String path, Map<String, ?> body) {
        return Ask.json("POST", path, json(body));
    }

    static String json(Object body) {
        try {
            return Client.JSON.writeValueAsString(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A person's access token, renewed before it expires. */
    private final class Sign implements Person.Renewable {
        private static final Duration FRESH = Duration.ofMinutes(8);

        private final String email;
        private final String password;
        private String token;
        private long since;

        Sign(String email, String password) {
            this.email = email;
            this.password = password;
        }

        @Override
        public synchronized void refused(String credential) {
            token = credential.equals(token) ? null : token;
        }

        @Override
        public synchronized String get() {
            if (token == null || System.nanoTime() - since > FRESH.toNanos()) {
                JsonNode tokens = client.must(
                                Person.NOBODY, post("/api/v1/auth/login", Map.of("email", email, "password", password)))
                        .json();
                token = tokens.path("access_token").asText();
                since = System.nanoTime();
                canaries.secret(token);
                canaries.secret(tokens.path("refresh_token").asText());
            }
            return token;
        }
    }
}
