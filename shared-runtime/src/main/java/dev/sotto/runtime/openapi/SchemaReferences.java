package dev.sotto.runtime.openapi;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** The references between schemas, wherever in a schema they stand. */
final class SchemaReferences {

    private SchemaReferences() {}

    /** The names of all components that these schemas lead to, directly or through others. */
    static Set<String> reached(Components components, Stream<Schema> schemas) {
        Set<String> reached = new TreeSet<>();
        Deque<Schema> open = schemas.collect(Collectors.toCollection(ArrayDeque::new));
        while (!open.isEmpty()) {
            names(open.pop())
                    .filter(reached::add)
                    .map(name -> components.getSchemas().get(name))
                    .forEach(open::push);
        }
        return reached;
    }

    /** A copy of the schema in which each reference leads to the component of another name. */
    static Schema renamed(Schema schema, UnaryOperator<String> names) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        schema.getAll().forEach((member, value) -> members.put(member, renamed(value, names)));
        Schema copy = OASFactory.createSchema();
        copy.setAll(members);
        String name = SchemaNames.of(schema);
        return name == null ? copy : copy.ref(SchemaNames.place(names.apply(name)));
    }

    private static @Nullable Object renamed(@Nullable Object value, UnaryOperator<String> names) {
        if (value instanceof Schema schema) {
            return renamed(schema, names);
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(each -> renamed(each, names)).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> values) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            values.forEach((key, each) -> copy.put(key, renamed(each, names)));
            return copy;
        }
        return value;
    }

    private static Stream<String> names(@Nullable Object value) {
        if (value instanceof Schema schema) {
            return Stream.concat(
                    Stream.of(schema).map(SchemaNames::of).filter(Objects::nonNull),
                    names(schema.getAll().values()));
        }
        if (value instanceof Collection<?> values) {
            return values.stream().flatMap(SchemaReferences::names);
        }
        return value instanceof Map<?, ?> values ? names(values.values()) : Stream.of();
    }
}
