package dev.sotto.runtime.openapi;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/** Copies Jackson's {@link JsonPropertyDescription} into the schemas, because the framework does not read it. */
final class MemberDescriptions {

    private static final DotName DESCRIPTION = DotName.createSimple(JsonPropertyDescription.class);
    private static final SnakeCaseStrategy NAMES = new SnakeCaseStrategy();

    private MemberDescriptions() {}

    static void complete(OpenAPI api, IndexView index) {
        Map<String, Schema> schemas =
                Optional.ofNullable(api.getComponents().getSchemas()).orElse(Map.of());
        index.getAnnotations(DESCRIPTION).stream()
                .filter(each -> each.target().kind() == AnnotationTarget.Kind.FIELD)
                .forEach(each -> describe(schemas, each));
    }

    /** Most records belong to another service and have no schema here. */
    private static void describe(Map<String, Schema> schemas, AnnotationInstance description) {
        FieldInfo field = description.target().asField();
        Optional.ofNullable(schemas.get(
                        field.declaringClass().name().withoutPackagePrefix().replaceFirst("^.*\\$", "")))
                .map(Schema::getProperties)
                .map(members -> members.get(NAMES.translate(field.name())))
                .ifPresent(member -> member.setDescription(description.value().asString()));
    }
}
