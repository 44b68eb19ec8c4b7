package dev.sotto.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Lets a service under test accept the system properties of the tests themselves, which are no settings of any service.
 * All other keys below {@code sotto} are refused when they are unknown, as in production.
 */
public final class TestSwitches implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withMappingIgnore("sotto.test.**")
                .withMappingIgnore("sotto.campaign")
                .withMappingIgnore("sotto.update-snapshots");
    }
}
