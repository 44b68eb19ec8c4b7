package dev.sotto.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.testing.tokens.DamagedTokens;
import dev.sotto.testing.tokens.ForgedTokens;
import dev.sotto.testing.tokens.Forgery;
import dev.sotto.testing.tokens.SignedTokens;
import dev.sotto.testing.tokens.TokenDraft;
import dev.sotto.testing.tokens.Volley;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sends forged access tokens to each running service and through the gateway. They are signed with the real key, so
 * that only the forged part is wrong.
 */
@ExtendWith(CanaryWatch.class)
class ForgedTokenTest {

    private static final int DAMAGED = Boolean.getBoolean("sotto.campaign") ? 1_000_000 : 10_000;
    /** Tokens are valid for ten minutes, so each round of damaged tokens starts from new ones. */
    private static final int A_ROUND = 50_000;

    private static final long SEED = 20_261_127;

    private final World world = World.built();
    private final SignedTokens tokens = SignedTokens.withKey(SignedTokens.ISSUER, signingKey());
    private final List<Door> services = Door.ofTheServices(world.sotto);
    private final List<Door> gateway = Door.ofTheGateway(world.sotto);
    private final Knocking knocking = new Knocking(world.canaries);

    @Test
    void refusesEveryForgedTokenAndAcceptsItsTwin() {
        try (Trap trap = new Trap()) {
            List<Forgery> forgeries =
                    new ArrayList<>(new ForgedTokens(tokens, () -> draftOf(world.admin), trap.address()).all());
            forgeries.add(refreshToken());
            services.parallelStream().forEach(door -> knocking.tryAll(door, forgeries));
            IntStream.range(0, gateway.size())
                    .parallel()
                    .forEach(at -> knocking.tryAll(
                            gateway.get(at),
                            IntStream.range(0, forgeries.size())
                                    .filter(number -> number % gateway.size() == at)
                                    .mapToObj(forgeries::get)
                                    .toList()));
            trap.visit();

            knocking.report(
                    forgeries.size() + " forged tokens", trap.visits() - 1 + " fetches of a key that a token names");
            assertThat(trap.visits()).as("visits, the test's own included").isEqualTo(1);
            assertThat(knocking.findings()).isEmpty();
        }
    }

    /** The answer is 431 before the caller is checked. The unread rest of the head may break the connection. */
    @Test
    void refusesTooLongTokenWithoutReadingIt() {
        String token = draftOf(world.admin).claim("x", "x".repeat(48_000)).sign();
        assertThat(token).hasSizeGreaterThan(64_000);

        assertThat(Stream.concat(services.stream(), gateway.stream()))
                .allSatisfy(door -> assertThat(statusOrBreak(door, "Bearer " + token))
                        .as(door.name())
                        .isIn("431", "broken off"));
    }

    private String statusOrBreak(Door door, String authorization) {
        try {
            return Integer.toString(knocking.reply(door, List.of(authorization)).status());
        } catch (UncheckedIOException e) {
            return "broken off";
        }
    }

    /** A refresh token only gives new tokens; it does not open operations. */
    private Forgery refreshToken() {
        JsonNode signedIn = world.client
                .must(
                        Person.NOBODY,
                        World.post(
                                "/api/v1/auth/login",
                                Map.of("email", world.admin.email(), "password", world.admin.password())))
                .json();
        return new Forgery(
                "a refresh token",
                List.of("Bearer " + signedIn.path("refresh_token").asText()),
                "Bearer " + signedIn.path("access_token").asText());
    }

    @Test
    void refusesValidlySignedTokenThatContradictsKnownUser() {
        UUID user = UUID.fromString(world.user.party().user());
        Map<String, TokenDraft> wrong = new LinkedHashMap<>();
        wrong.put("a User as Admin", draftOf(world.user).groups("Admin"));
        wrong.put("a User as ResellerAdmin", draftOf(world.seller).subject(user));
        wrong.put("a User as PlatformAdmin", tokens.platformAdmin().subject(user));
        wrong.put("a User in the neighbour's tenant", draftOf(world.neighbour).subject(user));
        wrong.put(
                "a User under the rival",
                draftOf(world.user).reseller(id(world.rival.party().reseller())));

        String twin = "Bearer " + draftOf(world.user).sign();
        for (Door door : services) {
            wrong.forEach((name, draft) -> {
                knocking.mustBeKnown(door, name, twin);
                knocking.mustComeToBeRefused(door, name, "Bearer " + draft.sign());
            });
        }
        knocking.report(wrong.size() + " tokens of other people's places", "");
        assertThat(knocking.findings()).isEmpty();
    }

    @Test
    void refusesDamagedTokens() {
        Volley volley = new Volley(Door.operations(Door.all(world.sotto)), knocking::heardByNobody);
        List<Person> people = List.of(world.platform, world.seller, world.admin, world.user);
        Collection<String> findings = List.of();
        for (int sent = 0; sent < DAMAGED && findings.isEmpty(); sent += A_ROUND) {
            List<String> genuine =
                    people.stream().map(person -> person.credential().get()).toList();
            for (Door door : services) {
                genuine.forEach(token -> knocking.mustBeKnown(door, "a damaged token", "Bearer " + token));
            }
            findings = volley.notRefused(
                    new DamagedTokens(genuine, SEED + sent).texts().limit(Math.min(A_ROUND, DAMAGED - sent)));
        }

        knocking.report(String.format(Locale.ROOT, "%,d damaged tokens", DAMAGED), findings.size() + " not refused");
        assertThat(findings).isEmpty();
        assertThat(knocking.findings()).isEmpty();
    }

    private TokenDraft draftOf(Person person) {
        Party party = person.party();
        TokenDraft draft = party.tenant() == null
                ? tokens.resellerAdmin(id(party.reseller()))
                : party.admin()
                        ? tokens.admin(id(party.tenant()), id(party.reseller()))
                        : tokens.user(id(party.tenant()), id(party.reseller()));
        return draft.subject(id(party.user()));
    }

    private static UUID id(String text) {
        return UUID.fromString(text);
    }

    /** Returns tenant-service's signing key, PKCS #8 in base64. */
    private String signingKey() {
        try (Stream<Path> keys = Files.list(world.sotto.signingKeys())) {
            String pem = Files.readString(keys.max(Path::compareTo).orElseThrow());
            return pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
