package dev.sotto.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sotto.testing.ProblemsDocument;
import dev.sotto.testing.ProblemsDocument.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** {@code docs/problems.md} describes every problem type of the services and every fault code, and nothing else. */
class ProblemsDocumentTest {

    private final ProblemsDocument document = ProblemsDocument.below(Path.of(".."));

    @Test
    void describesEveryTypeOfTheServices() {
        List<Tuple> types = Arrays.stream(ProblemType.values())
                .map(type -> tuple(lastSegment(type.uri().toString()), type.status(), type.title()))
                .toList();

        assertThat(document.sentBy("services"))
                .extracting(Type::name, Type::status, Type::title)
                .containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void describesEveryFaultCodeWithItsParams() {
        Map<String, Set<String>> codes = new TreeMap<>();
        for (FaultCode code : FaultCode.values()) {
            codes.put(code.word(), Set.copyOf(code.params()));
        }

        assertThat(document.codes()).isEqualTo(codes);
    }

    @Test
    void showsAnExampleOfEveryType() throws Exception {
        for (Type type : document.sentBy("services")) {
            JsonNode example = new ObjectMapper().readTree(type.example());

            assertThat(lastSegment(example.path("type").asText())).isEqualTo(type.name());
            assertThat(example.path("status").asInt()).isEqualTo(type.status());
            assertThat(example.path("title").asText()).isEqualTo(type.title());
            for (JsonNode fault : example.path("errors")) {
                assertThat(document.codes()).containsKey(fault.path("code").asText());
            }
        }
    }

    @Test
    void aFaultHasNoParamsThatItsCodeDoesNotName() {
        assertThatThrownBy(() -> new Fault("/name", FaultCode.TOO_LONG, Map.of("most", 100), "must be shorter"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String lastSegment(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }
}
