package dev.sotto.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request in {@code docs/requests} is accepted and has all its possible members. */
class RequestContractTest {

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().findAndAddModules().build();
    private static final List<JavaClass> RECORDS = new ClassFileImporter()
            .importPackages("dev.sotto.model").stream()
                    .filter(type -> type.isRecord() && type.isTopLevelClass())
                    .toList();

    static {
        new SottoJson().customize(MAPPER);
    }

    static Stream<Path> documents() throws IOException {
        return Files.list(Path.of("../docs/requests")).sorted();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documentIsAValidRequest(Path document) throws IOException {
        Record request = read(document);

        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            assertThat(validators.getValidator().validate(request)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documentHasEveryMember(Path document) throws IOException, ReflectiveOperationException {
        Record request = read(document);

        for (RecordComponent component : request.getClass().getRecordComponents()) {
            assertThat(component.getAccessor().invoke(request))
                    .as(component.getName())
                    .isNotNull();
        }
    }

    private static Record read(Path document) throws IOException {
        return (Record) MAPPER.readValue(document.toFile(), recordOf(document));
    }

    /** {@code sign-in.json} is an example of {@code SignIn}. */
    private static Class<?> recordOf(Path document) {
        String name = document.getFileName().toString().replace(".json", "");
        return RECORDS.stream()
                .filter(type -> kebab(type).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no record is shown by " + document))
                .reflect();
    }

    private static String kebab(JavaClass type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
