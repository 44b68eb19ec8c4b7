package dev.sotto.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Writes images as archives in the OCI format. The same files over the same base give the same bytes: all times are
 * fixed.
 *
 * @param base what has a JVM, as Jib names images: a reference, {@code tar://FILE} (as {@code docker save} writes it), or {@code scratch} for nothing
 * @param prefix the first part of each image's name
 * @param cache where layers are kept between runs
 */
record ImageWriter(String base, String prefix, String version, Path cache) {

    /** Nobody in particular; not root. */
    static final String USER = "10001:10001";

    /**
     * Writes an image to a file.
     *
     * @return its digest
     * @throws IOException if it cannot be written, or the base cannot be had
     */
    String write(Program program, Path file) throws IOException {
        try {
            JibContainerBuilder builder = Jib.from(base)
                    .setFormat(ImageFormat.OCI)
                    .setCreationTime(Instant.EPOCH)
                    .setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get("/deployments"))
                    .setEntrypoint(program.entrypoint())
                    .setEnvironment(Map.of("LANG", "C.UTF-8"))
                    .setLabels(Map.of(
                            "org.opencontainers.image.title",
                            "sotto/" + program.name(),
                            "org.opencontainers.image.version",
                            version,
                            "org.opencontainers.image.licenses",
                            "Apache-2.0"));
            for (int port : program.ports()) {
                builder.addExposedPort(Port.tcp(port));
            }
            for (Program.Layer layer : program.layers()) {
                builder.addFileEntriesLayer(entries(layer));
            }
            JibContainer written = builder.containerize(
                    Containerizer.to(TarImage.at(file).named(prefix + "/" + program.name() + ":" + version))
                            .setToolName("sotto")
                            .setBaseImageLayersCache(cache)
                            .setApplicationLayersCache(cache));
            return written.getDigest().toString();
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IOException("The image " + program.name() + " was not written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static FileEntriesLayer entries(Program.Layer layer) throws IOException {
        if (!Files.exists(layer.source())) {
            throw new IOException(layer.source() + " is missing; build it first: mvn package");
        }
        return FileEntriesLayer.builder()
                .setName(layer.source().getFileName().toString())
                .addEntryRecursive(layer.source(), AbsoluteUnixPath.get(layer.target()))
                .build();
    }
}
