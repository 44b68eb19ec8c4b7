package dev.sotto.testing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyTermsTest {

    private static final String CONDITION = "(((topic = 'a'::text) AND (id = ( SELECT x))) OR ((topic = 'b'::text) AND"
            + " ((owner = ( SELECT x)) OR (owner IS NULL))))";

    @Test
    void keepsOnlyTheTermsOfATopic() {
        assertThat(PolicyTerms.of(CONDITION).forTopic("a")).isEqualTo("((topic = 'a'::text) AND (id = ( SELECT x)))");
        assertThat(PolicyTerms.of(CONDITION).forTopic("b"))
                .isEqualTo("((topic = 'b'::text) AND ((owner = ( SELECT x)) OR (owner IS NULL)))");
        assertThat(PolicyTerms.of(CONDITION).forTopic("c")).isEqualTo("false");
    }

    @Test
    void keepsTermsWithoutATopic() {
        assertThat(PolicyTerms.of("(id = ( SELECT x))").forTopic("a")).isEqualTo("id = ( SELECT x)");
        assertThat(PolicyTerms.of("false").forTopic(null)).isEqualTo("false");
    }
}
