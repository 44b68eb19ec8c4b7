package dev.sotto.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiExamplesTest {

    private static final String SCHEMA = "\"schema\": {\"$ref\": \"#/components/schemas/Parrot\"}";

    @Test
    void acceptsValidExample() {
        assertThat(findings(SCHEMA + ", \"examples\": {\"one\": {\"$ref\": \"#/components/examples/polly\"}}"))
                .isEmpty();
        assertThat(findings(SCHEMA + ", \"example\": {\"name\": \"Polly\"}")).isEmpty();
    }

    @Test
    void findsBodyWithoutExample() {
        assertThat(findings(SCHEMA))
                .singleElement()
                .asString()
                .startsWith("teach, body")
                .endsWith("no example");
    }

    @Test
    void findsBodyWithoutSchema() {
        assertThat(findings("\"example\": {\"name\": \"Polly\"}"))
                .singleElement()
                .asString()
                .endsWith("no schema");
    }

    @Test
    void findsInvalidExample() {
        assertThat(findings(SCHEMA + ", \"example\": {\"name\": 7}"))
                .singleElement()
                .asString()
                .contains("integer found, string expected");
    }

    @Test
    void followsReferencesToResponses() {
        String document = """
                {"paths": {"/parrots": {"get": {"operationId": "hear", "responses": {
                   "404": {"$ref": "#/components/responses/NotFound"}}}}},
                 "components": {"responses": {"NotFound": {"content": {"application/problem+json": {}}}}}}""";

        assertThat(new ApiExamples(document).findings())
                .singleElement()
                .asString()
                .startsWith("hear, answer 404");
    }

    private static List<String> findings(String media) {
        return new ApiExamples("""
                {"paths": {"/parrots": {"post": {"operationId": "teach",
                   "requestBody": {"content": {"application/json": {%s}}}, "responses": {}}}},
                 "components": {
                   "schemas": {"Parrot": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}},
                   "examples": {"polly": {"value": {"name": "Polly"}}}}}""".formatted(media)).findings();
    }
}
