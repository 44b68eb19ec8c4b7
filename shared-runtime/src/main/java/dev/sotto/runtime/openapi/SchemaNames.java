package dev.sotto.runtime.openapi;

import java.util.Locale;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** The names that stand behind references to schemas. */
final class SchemaNames {

    private static final String PLACE = "#/components/schemas/";

    private SchemaNames() {}

    /** {@code JobView}; nothing for a schema that stands where it is used. */
    static @Nullable String of(@Nullable Schema schema) {
        return schema == null || schema.getRef() == null
                ? null
                : schema.getRef().substring(PLACE.length());
    }

    static String place(String name) {
        return PLACE + name;
    }

    /** {@code UsageRecordView} is shown in {@code usage-record}. */
    static String example(String name) {
        return name.replaceFirst("View$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
