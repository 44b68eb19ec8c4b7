package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadsTest {

    @Test
    void isSteadyAfterThreeSimilarSlices() {
        assertThat(Reads.isSteady(List.of(100.0, 500.0, 1000.0, 1010.0, 990.0))).isTrue();
    }

    @Test
    void isNotSteadyBeforeThreeSlices() {
        assertThat(Reads.isSteady(List.of())).isFalse();
        assertThat(Reads.isSteady(List.of(1000.0, 1000.0))).isFalse();
        assertThat(Reads.isSteady(List.of(1000.0, 1010.0, 1060.0))).isFalse();
    }
}
