package dev.sotto.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiUnitsTest {

    @Test
    void findsNumberWithoutUnit() {
        assertThat(findings("\"limit\": {\"type\": \"integer\"}")).containsExactly("Quota.limit");
        assertThat(findings("\"p\": {\"type\": \"number\"}")).containsExactly("Quota.p");
        assertThat(findings("\"price\": {\"type\": \"string\", \"format\": \"decimal\"}"))
                .containsExactly("Quota.price");
        assertThat(findings("\"price\": {\"$ref\": \"#/components/schemas/Decimal\"}"))
                .containsExactly("Quota.price");
        assertThat(
                        findings(
                                "\"totals\": {\"type\": \"object\", \"additionalProperties\": {\"$ref\": \"#/components/schemas/Decimal\"}}"))
                .containsExactly("Quota.totals");
    }

    @Test
    void acceptsUnitInNameOrDescription() {
        assertThat(findings("\"audio_ms\": {\"type\": \"integer\"}")).isEmpty();
        assertThat(findings("\"expires_in\": {\"type\": \"integer\", \"description\": \"Seconds\"}"))
                .isEmpty();
        assertThat(findings("\"version\": {\"type\": \"integer\"}")).isEmpty();
        assertThat(findings("\"name\": {\"type\": \"string\"}")).isEmpty();
    }

    @Test
    void findsParameterWithoutUnit() {
        String document = """
                {"paths": {"/parrots": {"get": {"parameters": [
                   {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                   {"name": "skip", "in": "query", "description": "Parrots", "schema": {"type": "integer"}}]}}}}""";

        assertThat(new ApiUnits(document).findings()).containsExactly("/parrots?limit");
    }

    private static List<String> findings(String member) {
        return new ApiUnits("{\"components\": {\"schemas\": {\"Quota\": {\"properties\": {%s}}}}}".formatted(member))
                .findings();
    }
}
