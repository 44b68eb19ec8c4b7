package dev.sotto.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sotto.model.paging.Page;
import dev.sotto.testing.Snapshot;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every view with its file in {@code docs/views}: callers receive exactly this. */
class ViewContractTest {

    private static final Path DOCUMENTS = Path.of("../docs/views");
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().findAndAddModules().build();

    static {
        new SottoJson().customize(MAPPER);
    }

    static Stream<Record> views() {
        return ViewExamples.all();
    }

    @ParameterizedTest
    @MethodSource("views")
    void viewMatchesItsDocument(Record view) throws IOException {
        String written = MAPPER.writerWithDefaultPrettyPrinter()
                        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .writeValueAsString(view)
                + "\n";

        assertThat(Snapshot.of(document(view).toString()).differences(written)).isEmpty();
        assertThat((Object) MAPPER.readValue(Files.readString(document(view)), typeOf(view)))
                .isEqualTo(view);
    }

    @ParameterizedTest
    @MethodSource("views")
    void documentHasEveryMember(Record view) throws ReflectiveOperationException {
        for (RecordComponent component : view.getClass().getRecordComponents()) {
            Object value = component.getAccessor().invoke(view);

            assertThat(value).as(component.getName()).isNotNull();
            assertThat(value instanceof Collection<?> items && items.isEmpty()
                            || value instanceof Map<?, ?> members && members.isEmpty())
                    .as(component.getName() + " is empty")
                    .isFalse();
        }
    }

    @Test
    void everyViewHasADocument() {
        assertThat(views().map(view -> view.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(new ClassFileImporter()
                        .importPackages("dev.sotto.model").stream()
                                .filter(ViewContractTest::isView)
                                .map(JavaClass::getName)
                                .toList());
    }

    @Test
    void everyDocumentHasAView() throws IOException {
        try (Stream<Path> documents = Files.list(DOCUMENTS)) {
            assertThat(documents)
                    .isSubsetOf(views().map(ViewContractTest::document).toList());
        }
    }

    /** Records that are neither events nor requests; requests have constraints. */
    private static boolean isView(JavaClass type) {
        return type.isRecord()
                && type.isTopLevelClass()
                && !List.of("dev.sotto.model", "dev.sotto.model.events").contains(type.getPackageName())
                && type.getFields().stream()
                        .flatMap(field -> field.getAnnotations().stream())
                        .noneMatch(annotation ->
                                annotation.getRawType().getPackageName().startsWith("jakarta.validation"));
    }

    /** {@code usage-record.json} is the example of {@code UsageRecordView}. */
    private static Path document(Record view) {
        String name = view.getClass().getSimpleName().replaceFirst("View$", "");
        return DOCUMENTS.resolve(name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".json");
    }

    private static JavaType typeOf(Record view) {
        return view instanceof Page<?> page
                ? MAPPER.getTypeFactory()
                        .constructParametricType(Page.class, page.items().get(0).getClass())
                : MAPPER.constructType(view.getClass());
    }
}
