package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Label selectors, as Kubernetes reads them. */
final class Labels {

    private Labels() {}

    /** Whether a selector chooses labels; an empty one chooses all. */
    static boolean match(JsonNode selector, Map<String, String> labels) {
        return containsAll(selector.path("matchLabels"), labels)
                && Manifests.stream(selector.path("matchExpressions")).allMatch(term -> holds(term, labels));
    }

    static boolean containsAll(JsonNode wanted, Map<String, String> labels) {
        return Pod.labels(wanted).entrySet().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
    }

    private static boolean holds(JsonNode term, Map<String, String> labels) {
        String value = labels.get(term.path("key").asText());
        boolean among = Manifests.stream(term.path("values"))
                .anyMatch(one -> one.asText().equals(value));
        return switch (term.path("operator").asText()) {
            case "In" -> among;
            case "NotIn" -> !among;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new IllegalArgumentException("operator of " + term);
        };
    }
}
