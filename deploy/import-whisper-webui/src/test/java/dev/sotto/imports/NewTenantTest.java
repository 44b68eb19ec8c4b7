package dev.sotto.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewTenantTest {

    @TempDir
    Path directory;

    private Source source;
    private Target target;

    @BeforeEach
    void anApiThatMakesTheTenant() throws Exception {
        source = Source.create(directory);
        source.add();
        target = new Target(directory);
        target.answer(
                "GET /api/v1/users/me", "{\"role\": \"ResellerAdmin\", \"tenant_id\": \"" + target.reseller() + "\"}");
        target.answer("POST /api/v1/tenants", target.tenantJson("Customer"));
        target.answer("POST /api/v1/users", target.ownerJson());
    }

    private List<String> arguments(UUID reseller) {
        return arguments(reseller, "admin@example.com");
    }

    private List<String> arguments(UUID reseller, String ownerEmail) {
        return List.of(
                "--source", source.file().toString(),
                "--database", Target.databaseUrl("job"),
                "--store", target.store().toString(),
                "--reseller", reseller.toString(),
                "--new-tenant", "Default",
                "--plan", "00000000-0000-7000-8000-0000000000aa",
                "--owner-email", ownerEmail,
                "--api", target.apiAddress());
    }

    @Test
    void createsTenantAndAdminThroughApiWithOneIdempotencyKey() {
        Run first = Run.of(arguments(target.reseller()));
        Run second = Run.of(arguments(target.reseller()));

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(first.out()).contains("to go on later: --tenant " + target.tenant());
        assertThat(target.one("select user_id from jobs where tenant_id = ?", target.tenant()))
                .isEqualTo(target.owner().toString());
        List<String> asked = target.asked();
        assertThat(asked).hasSize(6);
        assertThat(asked.get(1)).contains("\"name\":\"Default\"").contains("00000000-0000-7000-8000-0000000000aa");
        assertThat(asked.get(2)).contains("admin@example.com").contains("\"role\":\"Admin\"");
        assertThat(asked.subList(3, 6)).isEqualTo(asked.subList(0, 3));
    }

    @Test
    void usesTheSameKeyForEachSpellingOfTheAddress() {
        for (String spelling : List.of("Admin@münchen.example", "admin@XN--MNCHEN-3YA.example")) {
            Run run = Run.of(arguments(target.reseller(), spelling));
            assertThat(run.code()).as(run.err()).isZero();
        }

        List<String> asked = target.asked();
        assertThat(asked.get(2)).contains("\"admin@xn--mnchen-3ya.example\"");
        assertThat(asked.subList(3, 6)).isEqualTo(asked.subList(0, 3));
    }

    @Test
    void refusesOwnerWhomNoEmailCanReach() {
        Run run = Run.of(arguments(target.reseller(), "josé@example.com"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--owner-email must have only ASCII characters before the @");
        assertThat(target.asked()).isEmpty();
    }

    @Test
    void refusesTokenOfAnotherReseller() {
        Run run = Run.of(arguments(UUID.randomUUID()));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not of a ResellerAdmin of reseller");
        assertThat(target.asked()).containsExactly("GET /api/v1/users/me");
    }

    @Test
    void begunImportContinuesWithoutApi() {
        assertThat(Run.of(arguments(target.reseller())).code()).isZero();
        source.add();

        Run run = Run.of(List.of(
                "--source", source.file().toString(),
                "--database", Target.databaseUrl("job"),
                "--store", target.store().toString(),
                "--reseller", target.reseller().toString(),
                "--tenant", target.tenant().toString()));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("copied 1 rows");
    }
}
