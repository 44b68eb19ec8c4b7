package dev.sotto.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.e2e.RunningSotto;
import dev.sotto.local.walk.Api;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test class, searches for canaries in everything that was answered, published, logged, sent and stored. */
public final class CanaryWatch implements BeforeAllCallback, AfterAllCallback {
    private static final ApiWitness WITNESS = new ApiWitness(Canaries.ofThisRun());

    @Override
    public void beforeAll(ExtensionContext context) {
        Api.isWitnessedBy(WITNESS);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Canaries canaries = Canaries.ofThisRun();
        new Places(RunningSotto.running(), canaries).scan();
        System.out.println("canaries: " + canaries.summary());
        assertThat(canaries.findings()).isEmpty();
    }
}
