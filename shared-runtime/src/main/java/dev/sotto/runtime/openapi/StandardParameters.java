package dev.sotto.runtime.openapi;

import dev.sotto.runtime.paging.PageRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Describes parameters that mean the same in all operations. */
final class StandardParameters {

    private static final Map<String, String> MEANINGS = Map.of(
            "limit", "How many a page holds at most; " + PageRequest.DEFAULT_LIMIT + " when absent",
            "cursor", "The next_cursor of the page before",
            "Idempotency-Key", "Any text; the same request sent again with it has its effect once",
            "If-Match", "The ETag as it was read; refused when the thing has changed since");

    private StandardParameters() {}

    static void describe(List<DescribedOperation> operations) {
        for (DescribedOperation each : operations) {
            MEANINGS.forEach((name, meaning) -> each.parameter(name)
                    .filter(parameter -> parameter.getDescription() == null)
                    .ifPresent(parameter -> parameter.setDescription(meaning)));
            each.parameter("limit").ifPresent(StandardParameters::bound);
            each.parameters().forEach(StandardParameters::beOfItsSchema);
        }
    }

    private static void bound(Parameter limit) {
        limit.getSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(PageRequest.LARGEST_LIMIT));
    }

    /** The framework adds the type {@code object} beside an enum's reference. */
    private static void beOfItsSchema(Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (schema != null && schema.getRef() != null) {
            schema.setType(null);
        }
    }
}
