package dev.sotto.runtime.openapi;

import java.util.Locale;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** The names in references to schemas. */
final class SchemaNames {

    private static final String PLACE = "#/components/schemas/";

    private SchemaNames() {}

    /** Returns the name, for example {@code JobView}; null for an inline schema. */
    static @Nullable String of(@Nullable Schema schema) {
        return schema == null || schema.getRef() == null
                ? null
                : schema.getRef().substring(PLACE.length());
    }

    static String place(String name) {
        return PLACE + name;
    }

    /** Returns the example's file name: {@code usage-record} for {@code UsageRecordView}. */
    static String example(String name) {
        return name.replaceFirst("View$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
