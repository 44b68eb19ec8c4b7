package dev.sotto.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every overlay, as Kustomize renders it, holds to every rule. */
class OverlaysTest {

    static final List<Rule> RULES = List.of(
            new ReferencesRule(),
            new RestrictedRule(),
            new SizesRule(),
            new AvailabilityRule(),
            new NetworkRule(),
            new EnvironmentRule(),
            new RoutesRule(),
            new KafkaRule(),
            new AlertsRule());

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    static Manifests overlay(String name) {
        return RENDERED.computeIfAbsent(name, wanted -> Manifests.parse(Kustomize.render("overlays/" + wanted)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"try", "production"})
    void everyOverlayHoldsToTheRules(String overlay) {
        Manifests manifests = overlay(overlay);

        assertThat(manifests.pods()).hasSizeGreaterThan(9);
        assertThat(RULES.stream().flatMap(rule -> rule.findings(manifests).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"try", "production"})
    void everyDocumentHoldsToItsSchema(String overlay) throws IOException {
        Optional<Schemas> schemas = Schemas.find();
        if (schemas.isEmpty()) {
            System.out.println("Not checked: the schemas of Kubernetes are not at "
                    + System.getProperty("kubernetes.schemas")
                    + " (-Dkubernetes.schemas=FILE names another place).");
            return;
        }
        assertThat(schemas.get().findings(overlay(overlay))).isEmpty();
    }

    @Test
    void noSecretIsInTheManifests() {
        for (String overlay : List.of("try", "production")) {
            assertThat(overlay(overlay).of("Secret")).isEmpty();
        }
    }
}
