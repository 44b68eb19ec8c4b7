package dev.sotto.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a service as small as can be, on no base and on one that was written before. */
class ImageWriterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void service() throws IOException {
        Path application = directory.resolve("job-service/target/quarkus-app");
        for (String file :
                List.of("lib/main/a.jar", "app/job-service.jar", "quarkus/generated.jar", "quarkus-run.jar")) {
            Path path = application.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        program = Program.service("job-service", directory);
    }

    @Test
    void runsTheServiceAsNobody() throws IOException {
        Image image = write("scratch", "a");

        JsonNode config = image.config().path("config");
        assertThat(config.path("User").asText()).isEqualTo("10001:10001");
        assertThat(config.path("Entrypoint").toString())
                .isEqualTo("[\"java\",\"-jar\",\"/deployments/quarkus-run.jar\"]");
        assertThat(config.path("ExposedPorts").toString()).contains("8080/tcp").contains("9000/tcp");
        assertThat(config.at("/Labels/org.opencontainers.image.version").asText())
                .isEqualTo("1.2.3");
    }

    @Test
    void hasEveryFileOfThePackageInLayersOfTheirOwn() throws IOException {
        Image image = write("scratch", "a");

        assertThat(image.config().at("/rootfs/diff_ids")).hasSize(4);
        assertThat(image.files())
                .containsExactly(
                        "deployments/app/job-service.jar",
                        "deployments/lib/main/a.jar",
                        "deployments/quarkus-run.jar",
                        "deployments/quarkus/generated.jar");
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        Image first = write("scratch", "a");
        Files.setLastModifiedTime(
                program.layers().get(1).source(), FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
        Image second = write("scratch", "b");

        assertThat(Files.readAllBytes(second.file())).isEqualTo(Files.readAllBytes(first.file()));

        Files.writeString(program.layers().get(1).source(), "another");
        assertThat(write("scratch", "c").config()).isNotEqualTo(first.config());
    }

    @Test
    void liesOverABaseThatIsAnArchive() throws Exception {
        Path base = directory.resolve("base.tar");
        Path layers = directory.resolve("layers-base");
        Jib.fromScratch()
                .addLayer(List.of(program.layers().get(0).source()), "/opt")
                .containerize(Containerizer.to(TarImage.at(base).named("base"))
                        .setBaseImageLayersCache(layers)
                        .setApplicationLayersCache(layers));

        Image image = write("tar://" + base, "a");

        assertThat(image.config().at("/rootfs/diff_ids")).hasSize(5);
    }

    @Test
    void saysWhatIsMissing() {
        Program missing = Program.service("billing-service", directory);

        assertThatThrownBy(() -> new ImageWriter("scratch", "x", "1", directory.resolve("layers"))
                        .write(missing, directory.resolve("b.tar")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("billing-service")
                .hasMessageContaining("mvn package");
    }

    @Test
    void writesEveryServiceAndTheGateway() {
        assertThat(Main.programs(directory, directory))
                .extracting(Program::name)
                .containsExactly("reseller-service", "tenant-service", "job-service", "billing-service", "gateway");
    }

    private Image write(String base, String name) throws IOException {
        Path file = directory.resolve(name + ".tar");
        new ImageWriter(base, "localhost/sotto", "1.2.3", directory.resolve("layers-" + name)).write(program, file);
        return Image.read(file);
    }

    private record Image(Path file, JsonNode config, TreeSet<String> files) {

        static Image read(Path file) throws IOException {
            Map<String, byte[]> blobs = new HashMap<>();
            try (InputStream in = Files.newInputStream(file);
                    TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    blobs.put(entry.getName(), tar.readAllBytes());
                }
            }
            JsonNode index = JSON.readTree(blobs.get("index.json"));
            JsonNode manifest = JSON.readTree(blob(blobs, index.at("/manifests/0/digest")));
            TreeSet<String> files = new TreeSet<>();
            for (JsonNode layer : manifest.path("layers")) {
                try (TarArchiveInputStream tar = new TarArchiveInputStream(
                        new GZIPInputStream(new java.io.ByteArrayInputStream(blob(blobs, layer.path("digest")))))) {
                    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                        if (!entry.isDirectory()) {
                            files.add(entry.getName().replaceFirst("^/", ""));
                        }
                    }
                }
            }
            return new Image(file, JSON.readTree(blob(blobs, manifest.at("/config/digest"))), files);
        }

        private static byte[] blob(Map<String, byte[]> blobs, JsonNode digest) {
            return blobs.get("blobs/" + digest.asText().replace(':', '/'));
        }
    }
}
