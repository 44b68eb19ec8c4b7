package dev.sotto.jobs.engines;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechEngine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * An engine with its free places and its circuit breaker. The breaker opens after three failures in a row, or at once when
 * the engine cannot be reached. Then one job tries it after 5 seconds, and after ever longer pauses up to a minute.
 */
final class ConfiguredEngine {

    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(3)
            .minimumNumberOfCalls(3)
            .failureRateThreshold(100)
            .waitIntervalFunctionInOpenState(
                    IntervalFunction.ofExponentialBackoff(Duration.ofSeconds(5), 2, Duration.ofMinutes(1)))
            .permittedNumberOfCallsInHalfOpenState(1)
            .build();

    private final SpeechEngine engine;
    private final Semaphore places;
    private final CircuitBreaker breaker;

    ConfiguredEngine(SpeechEngine engine) {
        this.engine = engine;
        this.places = new Semaphore(engine.capabilities().concurrency(), true);
        this.breaker = CircuitBreaker.of(engine.name(), BREAKER);
    }

    SpeechEngine engine() {
        return engine;
    }

    String name() {
        return engine.name();
    }

    SpeechCapabilities capabilities() {
        return engine.capabilities();
    }

    Semaphore places() {
        return places;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Opens the breaker, unless the failure that it was just told of has done so. */
    void leaveAlone() {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    /** Returns whether the engine is left alone for a while. */
    boolean isAway() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
