package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorsTest {

    @Test
    void readsProcessNameWithSpacesAndBrackets() {
        String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 100 200 0 0 31 7 400 50 20 0 9 0 12345 1000 200";

        assertThat(Processors.process(stat)).containsExactly(31, 7, 400, 50);
    }

    @Test
    void readsMachineTimes() {
        assertThat(Processors.machine("cpu  124239 0 21361 244651 841 0 1451 488 0 0"))
                .startsWith(124239, 0, 21361, 244651, 841, 0, 1451, 488);
    }
}
