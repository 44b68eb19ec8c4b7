package dev.sotto.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sotto.e2e.isolation.Operation;
import dev.sotto.servers.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the four OpenAPI documents have in common; the recommended rules of Redocly ask for most of it. */
class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static List<String> services() {
        return Databases.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysWhatItIsOf(String service) {
        JsonNode info = Operation.document(service).path("info");

        assertThat(info.path("title").asText()).matches("Sotto [a-z]+ API");
        assertThat(info.path("version").asText()).isEqualTo("1");
        assertThat(info.path("description").asText()).isNotBlank();
        assertThat(info.at("/license/name").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("services")
    void namesItsServer(String service) {
        JsonNode servers = Operation.document(service).path("servers");

        assertThat(servers.findValuesAsText("url")).containsExactly("/");
        assertThat(servers.findValuesAsText("description")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("services")
    void saysOfEachOperationWhatAllSay(String service) {
        assertThat(without(service, operation -> operation.path("security").isArray()))
                .as("security")
                .isEmpty();
        assertThat(without(
                        service,
                        operation -> !operation.path("summary").asText().isBlank()))
                .as("a summary")
                .isEmpty();
        assertThat(without(service, operation -> operation.path("tags").size() == 1))
                .as("one tag")
                .isEmpty();
        assertThat(without(
                        service,
                        operation -> operation.path("responses").properties().stream()
                                .anyMatch(answer -> answer.getKey().startsWith("4"))))
                .as("a refusal")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void describesEachTag(String service) {
        List<String> described = Operation.document(service).path("tags").findParents("description").stream()
                .map(tag -> tag.path("name").asText())
                .toList();

        assertThat(operations(service).flatMap(operation -> texts(operation.path("tags"))))
                .isSubsetOf(described);
    }

    @ParameterizedTest
    @MethodSource("services")
    void usesAllItsComponentsAndNoOthers(String service) {
        JsonNode api = Operation.document(service);
        Set<String> used = new TreeSet<>(api.findValuesAsText("$ref"));
        Set<String> there = new TreeSet<>();
        for (String kind : List.of("schemas", "responses", "examples")) {
            api.path("components")
                    .path(kind)
                    .fieldNames()
                    .forEachRemaining(name -> there.add("#/components/" + kind + "/" + name));
        }

        assertThat(there).isEqualTo(used);
    }

    @Test
    void givesEachOperationAnIdOfItsOwn() {
        List<String> ids = services().stream()
                .flatMap(OpenApiTest::operations)
                .map(operation -> operation.path("operationId").asText())
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> assertThat(id).matches("[a-z][A-Za-z]+"));
    }

    private static List<String> without(String service, Predicate<JsonNode> rule) {
        return operations(service)
                .filter(rule.negate())
                .map(operation -> operation.path("operationId").asText())
                .toList();
    }

    private static Stream<JsonNode> operations(String service) {
        List<JsonNode> operations = new ArrayList<>();
        Operation.document(service)
                .path("paths")
                .forEach(path -> path.properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(Entry::getValue)
                        .forEach(operations::add));
        assertThat(operations).as("operations of " + service).isNotEmpty();
        return operations.stream();
    }

    private static Stream<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts.stream();
    }
}
