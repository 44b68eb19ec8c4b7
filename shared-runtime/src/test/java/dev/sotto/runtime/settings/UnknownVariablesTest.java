package dev.sotto.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownVariablesTest {

    private static final List<String> KEYS = List.of("sotto.jobs.workers", "sotto.services.tenant-service");

    @Test
    void findsUnknownVariables() {
        List<String> variables = List.of(
                "SOTTO_JOBS_WORKERS", "SOTTO_JOBS_WORKER", "SOTTO_SERVICES_TENANT_SERVICE", "SOTTO_TOKEN", "PATH");

        assertThat(UnknownVariables.unknown(variables, KEYS)).containsExactly("SOTTO_JOBS_WORKER", "SOTTO_TOKEN");
    }

    @Test
    void knowsTheSettingsOfNamedGroups() {
        List<String> variables = List.of("SOTTO_ENGINES_FAST_URL", "SOTTO_ENGINES_FAST_ULR", "SOTTO_ENGINES_URL");

        assertThat(UnknownVariables.unknown(variables, List.of("sotto.engines.*.url")))
                .containsExactly("SOTTO_ENGINES_FAST_ULR", "SOTTO_ENGINES_URL");
    }

    @Test
    void ignoresKubernetesServiceVariables() {
        List<String> variables = List.of(
                "SOTTO_GATEWAY_SERVICE_HOST",
                "SOTTO_GATEWAY_SERVICE_PORT",
                "SOTTO_GATEWAY_SERVICE_PORT_HTTP",
                "SOTTO_GATEWAY_PORT",
                "SOTTO_GATEWAY_PORT_8080_TCP",
                "SOTTO_GATEWAY_PORT_8080_TCP_PROTO",
                "SOTTO_GATEWAY_PORT_8080_TCP_PORT",
                "SOTTO_GATEWAY_PORT_8080_TCP_ADDR");

        assertThat(UnknownVariables.unknown(variables, KEYS)).isEmpty();
    }
}
