package dev.sotto.runtime.csv;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(Csv.of("name", "note").row("Ada, \"the first\"", "a\nb").toString())
                .isEqualTo("name,note\r\n\"Ada, \"\"the first\"\"\",\"a\nb\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
    void textIsNeverAFormula(String text) {
        assertThat(Csv.of("name").row(text).toString()).contains("'" + text.charAt(0));
    }

    @Test
    void numberKeepsItsSign() {
        assertThat(Csv.of("amount").row(new BigDecimal("-5.00"), null).toString())
                .isEqualTo("amount\r\n-5.00,\r\n");
    }

    @Test
    void csvIsSentToThoseWhoPreferIt() {
        MediaType csv = MediaType.valueOf("text/csv");

        assertThat(Csv.isWanted(List.of(csv, MediaType.WILDCARD_TYPE))).isTrue();
        assertThat(Csv.isWanted(List.of(MediaType.APPLICATION_JSON_TYPE, csv))).isFalse();
        assertThat(Csv.isWanted(List.of(MediaType.WILDCARD_TYPE))).isFalse();
        assertThat(Csv.isWanted(List.of(MediaType.TEXT_HTML_TYPE))).isFalse();
    }
}
