package dev.sotto.runtime.openapi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Documents decimals in maps as strings. The setting that does so for members ignores maps. */
final class MapsOfDecimals {

    private MapsOfDecimals() {}

    static void correct(OpenAPI api) {
        schemas(api)
                .flatMap(each -> members(each).values().stream())
                .filter(member -> isNumber(member.getAdditionalPropertiesSchema()))
                .forEach(member -> member.setAdditionalPropertiesSchema(
                        OASFactory.createSchema().ref(SchemaNames.place("Decimal"))));
    }

    private static Stream<Schema> schemas(OpenAPI api) {
        return Stream.ofNullable(api.getComponents().getSchemas()).flatMap(schemas -> schemas.values().stream());
    }

    private static Map<String, Schema> members(Schema schema) {
        return Objects.requireNonNullElse(schema.getProperties(), Map.of());
    }

    private static boolean isNumber(Schema schema) {
        return schema != null && List.of(SchemaType.NUMBER).equals(schema.getType());
    }
}
