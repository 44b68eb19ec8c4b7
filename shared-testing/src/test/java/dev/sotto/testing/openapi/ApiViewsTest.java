package dev.sotto.testing.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiViewsTest {

    private static final String PARROT = """
            "Parrot": {"type": "object", %s "properties": {
               "name": {"type": "string"}, "owner": {"type": "string"}, "words": {"$ref": "#/components/schemas/Words"}}}""";
    private static final String WORDS = """
            "Words": {"type": "object", "properties": {"first": {"type": "string"}, "%s": {"type": "string"}}, %s}""";
    private static final String TWO_WORDS = WORDS.formatted("last", "\"required\": [\"first\", \"last\"]");

    /** A bird that is shown. */
    public record Parrot(String name, @Nullable String owner, Words words) {}

    /** Its constructor fills in what callers leave out, so both members are always written. */
    public record Words(String first, String last) {
        public Words {
            last = last == null ? first : last;
        }
    }

    @Test
    void findsNothingWhereWhatIsAlwaysWrittenIsRequired() {
        assertThat(findings("\"required\": [\"name\", \"words\"],", TWO_WORDS)).isEmpty();
    }

    @Test
    void findsThatNothingIsRequired() {
        assertThat(findings("", TWO_WORDS))
                .containsExactly("Parrot: requires [], and always written are [name, words]");
    }

    @Test
    void findsThatWhatMayBeAbsentIsRequired() {
        assertThat(findings("\"required\": [\"name\", \"owner\", \"words\"],", TWO_WORDS))
                .containsExactly("Parrot: requires [name, owner, words], and always written are [name, words]");
    }

    @Test
    void looksIntoViewsWithinViews() {
        assertThat(findings(
                        "\"required\": [\"name\", \"words\"],", WORDS.formatted("last", "\"required\": [\"first\"]")))
                .containsExactly("Words: requires [first], and always written are [first, last]");
    }

    @Test
    void comparesWithTheSchemaOfTheViewWhereTheRequestHasItsOwn() {
        String view = TWO_WORDS.replace("\"Words\":", "\"WordsView\":");

        assertThat(findings(
                        "\"required\": [\"name\", \"words\"],",
                        WORDS.formatted("last", "\"required\": [\"first\"]") + ", " + view))
                .containsExactly("Words: no answer's example shows it");
    }

    @Test
    void findsAViewThatNoExampleShows() {
        assertThat(new ApiViews(
                                document("\"required\": [\"name\", \"words\"],", TWO_WORDS, "\"examples\": {}"),
                                mapper(),
                                place())
                        .findings())
                .containsExactly("Parrot: no answer's example shows it", "Words: no answer's example shows it");
    }

    @Test
    void findsAViewWithoutARecord() {
        assertThat(new ApiViews(document("", TWO_WORDS, example()), mapper(), "dev.sotto.testing.nowhere").findings())
                .contains("Parrot: its example is of no record: Parrot in [dev.sotto.testing.nowhere]");
    }

    private static List<String> findings(String requiredOfParrot, String words) {
        return new ApiViews(document(requiredOfParrot, words, example()), mapper(), place()).findings();
    }

    private static String example() {
        return """
                "examples": {"polly": {"value":
                   {"name": "Polly", "owner": "Ada", "words": {"first": "hello", "last": "goodbye"}}}}""";
    }

    private static String document(String requiredOfParrot, String words, String examples) {
        return """
                {"paths": {"/parrots": {"get": {"responses": {"200": {"content": {"application/json": {
                   "schema": {"$ref": "#/components/schemas/Parrot"}, %s}}}}}}},
                 "components": {"schemas": {%s, %s}}}""".formatted(examples, PARROT.formatted(requiredOfParrot), words);
    }

    private static ObjectMapper mapper() {
        return new ObjectMapper().setSerializationInclusion(JsonInclude.Include.NON_NULL);
    }

    /** Where the records of this test are, as a class loader names them. */
    private static String place() {
        return ApiViewsTest.class.getName() + "$";
    }
}
