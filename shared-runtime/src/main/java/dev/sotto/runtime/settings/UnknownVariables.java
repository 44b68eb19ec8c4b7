package dev.sotto.runtime.settings;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Warns at the start about environment variables that look like Sotto's settings but are unknown to this service.
 * SmallRye Config already refuses an unknown key in a file. Variables only cause a warning, because all services often
 * share one set of them, and Kubernetes adds its own.
 */
@ApplicationScoped
class UnknownVariables {

    private static final Logger LOG = Logger.getLogger(UnknownVariables.class);
    private static final String PREFIX = "SOTTO_";
    /** The variables that Kubernetes adds for each Service of the namespace, for example for {@code sotto-gateway}. */
    private static final Predicate<String> SERVICE_LINK = Pattern.compile(
                    "_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$")
            .asPredicate();

    private final Instance<Settings> settings;
    private final String service;

    UnknownVariables(
            @Any Instance<Settings> settings, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.settings = settings;
        this.service = service;
    }

    /** Runs before anything else of the start waits or fails, because the warning may explain why. */
    void warn(@Observes @Priority(0) StartupEvent start) {
        for (String variable : unknown(System.getenv().keySet(), keys())) {
            LOG.warnf(
                    "The environment variable %s is ignored: %s has no such setting. See docs/configuration.md.",
                    variable, service);
        }
    }

    /**
     * @param variables names of environment variables
     * @param keys all settings of the service
     */
    static SortedSet<String> unknown(Collection<String> variables, Collection<String> keys) {
        Predicate<String> known = Pattern.compile(
                        keys.stream().map(UnknownVariables::variable).collect(Collectors.joining("|")))
                .asMatchPredicate();
        return variables.stream()
                .filter(variable -> variable.startsWith(PREFIX) && !known.test(variable))
                .filter(SERVICE_LINK.negate())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns a pattern for the environment variable that MicroProfile Config reads for a key. In a group of settings
     * with names, the key has a star for the name.
     */
    private static String variable(String key) {
        return Stream.of(key.split("\\*", -1)).map(UnknownVariables::word).collect(Collectors.joining("[A-Z0-9]+"));
    }

    private static String word(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private Set<String> keys() {
        return settings.stream()
                .flatMap(group -> Stream.of(group.getClass().getInterfaces()))
                .filter(group -> group.isAnnotationPresent(ConfigMapping.class))
                .flatMap(group -> ConfigClass.configClass(group).getProperties().keySet().stream())
                .collect(Collectors.toSet());
    }
}
