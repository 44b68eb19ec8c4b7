package dev.sotto.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.e2e.isolation.Client.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a suspended organisation may still do: see its invoices and data, and export them. */
@ExtendWith(CanaryWatch.class)
class SuspendedTest {

    private static Person treasurer;

    private final World world = World.built();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/charges",
                "/api/v1/subscriptions",
                "/api/v1/usage",
                "/api/v1/usage-records",
                "/api/v1/audit-log/billing",
                "/api/v1/audit-log/tenants",
                "/api/v1/users",
                "/api/v1/jobs",
                "/api/v1/workflows",
                "/api/v1/quota"
            })
    void suspendedAdminStillReads(String path) {
        assertThat(world.client.must(treasurer(), Ask.of("GET", path)).status()).isEqualTo(200);
    }

    @Test
    void suspendedAdminCannotChangeAnything() {
        Client.Reply refused = world.client.send(treasurer(), Ask.json("POST", "/api/v1/workflows", "{}"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("suspended");
    }

    private Person treasurer() {
        if (treasurer == null) {
            treasurer = world.join(world.seller, world.suspended.party().tenant(), "treasurer", "Admin");
        }
        return treasurer;
    }
}
