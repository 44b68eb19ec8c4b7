package dev.sotto.local.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Steps steps = new Steps(new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void marksPassedSteps() {
        steps.take("a charge", () -> "29.00 EUR");
        assertThat(out.toString(StandardCharsets.UTF_8)).matches("(?s)✓ a charge +[0-9]+ ms  29.00 EUR\\R");
        assertThat(steps.summary()).startsWith("1 steps passed");
    }

    @Test
    void marksFailedStepAndStops() {
        assertThatExceptionOfType(Unexpected.class)
                .isThrownBy(() -> steps.take("a charge", () -> {
                    throw new Unexpected("nothing came");
                }));
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("✗ a charge");
    }
}
