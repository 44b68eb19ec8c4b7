package dev.sotto.testing.queryplans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which plans {@link ListQueryPlans} reports as flawed, with plans as PostgreSQL prints them. */
class QueryPlanCheckTest {

    private static final String SCOPE = """
            {"Node Type": "Result", "Parent Relationship": "InitPlan",
             "Output": ["(0 * length(((set_config('app.scope'::text, $3, true) || set_config(…)) || set_config(…))))"]}""";
    private static final String OTHER = """
            {"Node Type": "Result", "Parent Relationship": "InitPlan", "Output": ["current_setting('app.scope'::text)"]}""";
    private static final String PAGE = """
            {"Node Type": "Index Scan", "Parent Relationship": "Outer", "Actual Rows": 51, "Actual Loops": 1}""";

    @Test
    void acceptsPageReadAlongItsIndex() {
        assertThat(flaws(limit(SCOPE, PAGE))).isEmpty();
        assertThat(flaws(limit(OTHER, SCOPE, PAGE))).isEmpty();
    }

    @Test
    void findsScopeSetTooLate() {
        String result = limit(SCOPE, PAGE).replace("Limit", "Result");
        String below = limit(limit(SCOPE, PAGE));

        for (String plan : List.of(PAGE, limit(OTHER, PAGE), result, below)) {
            assertThat(flaws(plan)).containsExactly("its scope is not set before it reads");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Seq Scan", "Sort", "Bitmap Heap Scan", "Hash Join"})
    void findsWorkThatGrowsWithTheTable(String node) {
        assertThat(flaws(limit(SCOPE, PAGE.replace("Index Scan", node))))
                .containsExactly("a " + node + " of what is below");
    }

    @Test
    void findsTooManyRowsRead() {
        assertThat(flaws(limit(SCOPE, PAGE.replace("51", "52"))))
                .containsExactly("it reads 52 rows, which is more than 51");
    }

    private static String limit(String... below) {
        return "{\"Node Type\": \"Limit\", \"Plans\": [" + String.join(",", below) + "]}";
    }

    private static List<String> flaws(String plan) {
        try {
            return QueryPlanCheck.list(ListQueryPlans.PAGE).flaws(new ObjectMapper().readTree(plan));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
