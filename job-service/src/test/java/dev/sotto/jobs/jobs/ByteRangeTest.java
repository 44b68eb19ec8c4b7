package dev.sotto.jobs.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-, 0, 100",
        "bytes=10-19, 10, 10",
        "bytes=99-, 99, 1",
        "bytes=90-500, 90, 10",
        "bytes=-1, 99, 1",
        "bytes=-500, 0, 100",
        "bytes=5-99999999999999999999999, 5, 95",
    })
    void readsOneRange(String header, long from, long count) {
        assertThat(ByteRange.of(header, 100)).contains(new ByteRange(from, count));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-100", "bytes=500-600", "bytes=-0", "bytes=99999999999999999999-"})
    void findsNoByteOutsideOfTheFile(String header) {
        assertThat(ByteRange.of(header, 100).orElseThrow().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes", "bytes=-", "bytes=a-b", "bytes=5-4", "lines=1-2", "bytes=0-1,5-6", "bytes=0x1-2"})
    void takesEverythingElseForTheWholeFile(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
    }

    @Test
    void takesNoHeaderForTheWholeFile() {
        assertThat(ByteRange.of(null, 100)).isEmpty();
    }

    @Test
    void namesItselfAsContentRange() {
        assertThat(new ByteRange(10, 5).of(100)).isEqualTo("bytes 10-14/100");
    }
}
