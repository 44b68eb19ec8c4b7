package dev.sotto.runtime.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/** Finds the record of a view by the name of its schema. */
final class ViewRecords {

    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    private final Map<String, List<ClassInfo>> byName;

    /** @param index of all classes that views may be of */
    ViewRecords(IndexView index) {
        byName = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                // An index may be made of several, and know a class twice.
                .collect(Collectors.toMap(ClassInfo::name, each -> each, (each, same) -> each))
                .values()
                .stream()
                .collect(Collectors.groupingBy(ClassInfo::simpleName));
    }

    /**
     * The members that are never null.
     *
     * @param members all that the schema has, in their order
     * @throws IllegalStateException unless exactly one record has this name and these members
     */
    List<String> neverNull(String schema, Set<String> members) {
        List<ClassInfo> records = named(schema)
                .filter(each -> members(each).keySet().equals(members))
                .toList();
        if (records.size() != 1) {
            throw new IllegalStateException("The view " + schema + " must be of one record with the members " + members
                    + ", but is of " + records);
        }
        Map<String, RecordComponentInfo> components = members(records.get(0));
        return members.stream()
                .filter(member -> !components.get(member).type().hasAnnotation(NULLABLE))
                .collect(Collectors.toList());
    }

    /** Returns the records of this name. The schema of a generic record also names its type argument: {@code PageString}. */
    private Stream<ClassInfo> named(String schema) {
        return byName.entrySet().stream()
                .filter(each -> schema.startsWith(each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .filter(each -> each.simpleName().equals(schema)
                        || !each.typeParameters().isEmpty());
    }

    private static Map<String, RecordComponentInfo> members(ClassInfo type) {
        return type.recordComponents().stream()
                .collect(Collectors.toMap(each -> NAMES.translate(each.name()), each -> each));
    }
}
