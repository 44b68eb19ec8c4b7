package dev.sotto.e2e;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sotto.local.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The benchmarks contain stand-ins for the classes that isolate and authenticate. This test proves that packaged
 * services contain only the originals. (The parent {@code pom.xml} forbids modules to depend on the benchmarks.)
 */
class PackagedServicesTest {

    private static final Path ROOT = Checkout.find().root();
    private static final Path STAND_INS = ROOT.resolve("benchmarks/src/main/java");
    private static final Path ORIGINALS = ROOT.resolve("shared-runtime/target/classes");

    private static final String AUTHENTICATION = "dev/sotto/runtime/access/CallerAuthentication.class";

    /** The classes that Quarkus generates. */
    private static final String GENERATED = "generated-bytecode.jar";

    @TempDir
    private Path planted;

    @ParameterizedTest
    @ValueSource(strings = {"reseller-service", "tenant-service", "job-service", "billing-service"})
    void packagedServicesContainTheOriginals(String service) throws IOException {
        Map<Path, Set<String>> classes = classesIn(ROOT.resolve(service).resolve("target/quarkus-app"));

        assertThat(standIns()).contains(AUTHENTICATION);
        for (String name : standIns()) {
            assertThat(jarsWith(name, classes)).as(name).isNotEmpty();
            for (Path jar : jarsWith(name, classes)) {
                assertIsOriginal(jar, name);
            }
        }
        assertThat(jarsWith("dev/sotto/benchmarks/", classes)).isEmpty();
    }

    @Test
    void detectsStandIn() throws IOException {
        Path jar = jarOf("package dev.sotto.runtime.access; class CallerAuthentication {}", AUTHENTICATION);

        assertThat(jarsWith(AUTHENTICATION, classesIn(planted))).containsExactly(jar);
        assertThatThrownBy(() -> assertIsOriginal(jar, AUTHENTICATION))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(AUTHENTICATION);
    }

    @Test
    void detectsBenchmarkClass() throws IOException {
        Path jar = jarOf("package dev.sotto.benchmarks; class Planted {}", "dev/sotto/benchmarks/Planted.class");

        assertThat(jarsWith("dev/sotto/benchmarks/", classesIn(planted))).containsExactly(jar);
    }

    /** Quarkus adds a constructor without parameters for its proxies. */
    private static void assertIsOriginal(Path jar, String name) {
        List<String> original = members(ORIGINALS.resolve(name).toUri());
        String constructor = "public " + name.replace(".class", "").replace('/', '.') + "();";
        List<String> packaged = new ArrayList<>(members(URI.create("jar:" + jar.toUri() + "!/" + name)));
        if (!original.contains(constructor)) {
            packaged.remove(constructor);
        }
        assertThat(packaged).as(name + " in " + jar).containsExactlyInAnyOrderElementsOf(original);
    }

    /** Returns all members of a class, including private ones, one per line. */
    private static List<String> members(URI classFile) {
        StringWriter lines = new StringWriter();
        PrintWriter out = new PrintWriter(lines);
        int failed = ToolProvider.findFirst("javap").orElseThrow().run(out, out, "-private", classFile.toString());
        assertThat(failed).as(lines.toString()).isZero();
        return lines.toString().lines().map(String::strip).toList();
    }

    private static List<String> standIns() throws IOException {
        try (Stream<Path> files = Files.walk(STAND_INS.resolve("dev/sotto/runtime"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> STAND_INS.relativize(file).toString().replace(".java", ".class"))
                    .toList();
        }
    }

    private static List<Path> jarsWith(String begin, Map<Path, Set<String>> classes) {
        return classes.keySet().stream()
                .filter(jar -> classes.get(jar).stream().anyMatch(name -> name.startsWith(begin)))
                .toList();
    }

    /** Returns our classes in each jar that contains any. */
    private static Map<Path, Set<String>> classesIn(Path application) throws IOException {
        Map<Path, Set<String>> classes = new HashMap<>();
        try (Stream<Path> files = Files.walk(application)) {
            for (Path jar : files.filter(PackagedServicesTest::isJar).toList()) {
                try (JarFile entries = new JarFile(jar.toFile())) {
                    classes.put(
                            jar,
                            entries.stream()
                                    .map(ZipEntry::getName)
                                    .filter(name -> name.startsWith("dev/sotto/"))
                                    .collect(toSet()));
                }
            }
        }
        return classes;
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && !file.endsWith(GENERATED);
    }

    private Path jarOf(String source, String entry) throws IOException {
        Path code = Files.writeString(
                planted.resolve(Path.of(entry).getFileName().toString().replace(".class", ".java")), source);
        Path classes = Files.createDirectory(planted.resolve("classes"));
        int failed = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, "-proc:none", "-d", classes.toString(), code.toString());
        assertThat(failed).isZero();
        Path jar = planted.resolve("planted.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(files.getPath(entry).getParent());
            Files.copy(classes.resolve(entry), files.getPath(entry));
        }
        return jar;
    }
}
