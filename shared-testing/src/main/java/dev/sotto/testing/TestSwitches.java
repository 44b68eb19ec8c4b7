package dev.sotto.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Lets a service under test accept the tests' own system properties, which are not settings of any service. Other
 * unknown keys below {@code sotto} are refused, as in production.
 */
public final class TestSwitches implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.withMappingIgnore("sotto.test.**")
                .withMappingIgnore("sotto.campaign")
                .withMappingIgnore("sotto.update-snapshots");
    }
}
