package dev.sotto.resellers;

import dev.sotto.testing.HandClock;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The service's clock under test. It stands still until a test moves it. */
@Singleton
class HandDrivenTime {

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    HandClock clock() {
        return HandClock.now();
    }
}
