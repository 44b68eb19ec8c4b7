package dev.sotto.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.e2e.isolation.Client.Ask;
import dev.sotto.e2e.isolation.Client.Reply;
import dev.sotto.runtime.access.ApiKeyText;
import dev.sotto.testing.tokens.ForgedKeys;
import dev.sotto.testing.tokens.Volley;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends invalid, expired and revoked API keys to each running service, and damaged ones through the gateway. */
@ExtendWith(CanaryWatch.class)
class ForgedKeyTest {

    private static final int DAMAGED = Boolean.getBoolean("sotto.campaign") ? 1_000_000 : 10_000;
    private static final long SEED = 20_261_127;

    private final World world = World.built();
    private final List<Door> services = Door.ofTheServices(world.sotto);
    private final Knocking knocking = new Knocking(world.canaries);

    @Test
    void refusesDamagedKeys() {
        String genuine = world.key.credential().get();
        services.forEach(door -> knocking.mustBeKnown(door, "a damaged key", "Bearer " + genuine));

        Collection<String> findings = new Volley(Door.operations(Door.all(world.sotto)), knocking::heardByNobody)
                .notRefused(new ForgedKeys(genuine, SEED).texts().limit(DAMAGED));

        knocking.report(String.format(Locale.ROOT, "%,d damaged keys", DAMAGED), findings.size() + " not refused");
        assertThat(findings).isEmpty();
        services.forEach(door -> knocking.mustBeKnown(door, "a damaged key", "Bearer " + genuine));
        assertThat(knocking.findings()).isEmpty();
    }

    @Test
    void refusesForeignRevokedAndExpiredKeys() {
        ApiKeyText mine =
                key(Map.of("expires_at", Instant.now().plusSeconds(3_600).toString()));
        ApiKeyText expired =
                key(Map.of("expires_at", Instant.now().plusSeconds(2).toString()));
        ApiKeyText revoked = key(Map.of());
        services.forEach(door -> knocking.mustBeKnown(door, "a revoked key", "Bearer " + revoked.text()));
        world.client.must(world.user, Ask.of("DELETE", "/api/v1/api-keys/" + revoked.id()));
        Map<String, ApiKeyText> wrong = new LinkedHashMap<>();
        wrong.put("a key that nobody has", ApiKeyText.fresh(UUID.randomUUID()));
        wrong.put("another secret", ApiKeyText.fresh(mine.id()));
        wrong.put("another key's secret", new ApiKeyText(mine.id(), revoked.secret()));
        wrong.put("an expired key", expired);
        wrong.put("a revoked key", revoked);

        for (Door door : services) {
            wrong.forEach((name, key) -> {
                knocking.mustBeKnown(door, name, "Bearer " + mine.text());
                knocking.mustComeToBeRefused(door, name, "Bearer " + key.text());
            });
        }
        knocking.report(wrong.size() + " keys of the right form", "");
        assertThat(knocking.findings()).isEmpty();
    }

    @Test
    void refusesOperationsOutsideKeyPermissions() {
        ApiKeyText key = key(Map.of());
        Map<String, Integer> answers = services.stream()
                .collect(Collectors.toMap(
                        Door::name,
                        door -> knocking.reply(door, List.of("Bearer " + key.text()))
                                .status()));

        assertThat(answers)
                .isEqualTo(Map.of(
                        "tenant-service", 403, "reseller-service", 403, "billing-service", 403, "job-service", 200));
    }

    @Test
    void everyServiceAcceptsKeyWithPermissions() {
        ApiKeyText ofPeople = key(world.admin, Map.of("permissions", List.of("workflows:read", "usage:read")));
        ApiKeyText ofTheReseller =
                key(world.seller, Map.of("permissions", List.of("tenants:read", "branding:read", "plans:read")));

        assertThat(Map.of(
                        "/api/v1/workflows?limit=1", ofPeople,
                        "/api/v1/usage-records?limit=1", ofPeople,
                        "/api/v1/subscription-plans?limit=1", ofTheReseller,
                        "/api/v1/tenants?limit=1", ofTheReseller,
                        "/api/v1/branding-configurations?limit=1", ofTheReseller))
                .allSatisfy((path, key) -> assertThat(knocking.reply(
                                        new Door(path, world.sotto.address().resolve(path)),
                                        List.of("Bearer " + key.text()))
                                .status())
                        .isEqualTo(200));
    }

    /** Returns a key of the user that may read workflows. */
    private ApiKeyText key(Map<String, Object> more) {
        return key(world.user, more);
    }

    private ApiKeyText key(Person person, Map<String, Object> more) {
        Map<String, Object> wanted = new LinkedHashMap<>(Map.of("permissions", List.of("workflows:read")));
        wanted.putAll(more);
        wanted.put("name", world.canaries.word(Secrecy.PEOPLE, person.party()));
        Reply made = world.client.must(person, World.post("/api/v1/api-keys", wanted));
        String text = made.json().path("key").asText();
        world.canaries.secret(text);
        return ApiKeyText.parse(text).orElseThrow();
    }
}
