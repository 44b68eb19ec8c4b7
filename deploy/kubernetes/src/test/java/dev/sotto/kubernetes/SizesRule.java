package dev.sotto.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests stay within limits, and a heap leaves room for what else a JVM needs. */
final class SizesRule implements Rule {

    private static final Pattern QUANTITY = Pattern.compile("(\\d+(?:\\.\\d+)?)(m|Ki|Mi|Gi|Ti|k|M|G|T)?");
    private static final Map<String, Double> UNITS = Map.of(
            "m", 0.001, "Ki", 0x1p10, "Mi", 0x1p20, "Gi", 0x1p30, "Ti", 0x1p40, "k", 1e3, "M", 1e6, "G", 1e9, "T",
            1e12);
    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
    /** Class metadata, compiled code, threads, buffers outside the heap. */
    private static final double BESIDE_HEAP = 48 * 0x1p20;

    @Override
    public List<String> findings(Manifests manifests) {
        List<String> findings = new ArrayList<>();
        for (Pod pod : manifests.pods()) {
            for (JsonNode container : pod.containers()) {
                check(pod, container, findings);
            }
        }
        return findings;
    }

    private static void check(Pod pod, JsonNode container, List<String> findings) {
        for (String resource : List.of("cpu", "memory")) {
            double request = quantity(container.at("/resources/requests/" + resource));
            double limit = quantity(container.at("/resources/limits/" + resource));
            if (!(request > 0 && request <= limit)) {
                findings.add(pod.title() + " requests " + container.at("/resources/requests/" + resource) + " of "
                        + resource + " with a limit of " + container.at("/resources/limits/" + resource));
            }
        }
        double memory = quantity(container.at("/resources/limits/memory"));
        for (JsonNode variable : container.path("env")) {
            Matcher heap = HEAP.matcher(variable.path("value").asText());
            if (heap.find() && Integer.parseInt(heap.group(1)) * 0x1p20 * 1.3 + BESIDE_HEAP > memory) {
                findings.add(pod.title() + " has a limit of memory that is too near to its heap of " + heap.group(1)
                        + " MB");
            }
        }
    }

    /** Returns a quantity in its base unit; NaN for what is none. */
    static double quantity(JsonNode text) {
        Matcher quantity = QUANTITY.matcher(text.asText());
        if (!quantity.matches()) {
            return Double.NaN;
        }
        double unit = quantity.group(2) == null ? 1 : UNITS.get(quantity.group(2));
        return Double.parseDouble(quantity.group(1)) * unit;
    }
}
