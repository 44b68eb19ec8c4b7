package dev.sotto.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.runtime.isolation.Caller;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandInTest {

    /** What Quarkus adds to the original when it packages it. */
    private static final Set<List<Class<?>>> ADDED = Set.of(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sotto.runtime.isolation.ScopedRead",
                "dev.sotto.runtime.isolation.StartupCheck",
                "dev.sotto.runtime.access.CallerAuthentication"
            })
    void hasTheMembersOfTheOriginal(String name) throws IOException, ClassNotFoundException {
        try (OriginalFirst loader = new OriginalFirst(name)) {
            Class<?> original = loader.loadClass(name);
            Class<?> standIn = Class.forName(name);

            assertThat(original).isNotSameAs(standIn);
            assertThat(methods(standIn)).containsAll(methods(original));
            assertThat(constructors(standIn))
                    .containsAll(constructors(original))
                    .containsAll(ADDED);
        }
    }

    private static Set<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getReturnType() + " " + method.getName() + parameters(method))
                .collect(Collectors.toSet());
    }

    private static Set<List<Class<?>>> constructors(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors())
                .map(StandInTest::parameters)
                .collect(Collectors.toSet());
    }

    private static List<Class<?>> parameters(Executable executable) {
        return Arrays.asList(executable.getParameterTypes());
    }

    /** Loads one class and its nested classes from shared-runtime; all others as usual. */
    private static final class OriginalFirst extends URLClassLoader {

        private final String name;

        OriginalFirst(String name) {
            super(new URL[] {Caller.class.getProtectionDomain().getCodeSource().getLocation()});
            this.name = name;
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            if (!wanted.equals(name) && !wanted.startsWith(name + "$")) {
                return super.loadClass(wanted, resolve);
            }
            Class<?> loaded = findLoadedClass(wanted);
            return loaded == null ? findClass(wanted) : loaded;
        }
    }
}
