package dev.sotto.jobs.media;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/**
 * The program ffmpeg from the {@code org.bytedeco:ffmpeg} jar of this platform, extracted once into JavaCPP's cache
 * ({@code org.bytedeco.javacpp.cachedir}; its lock allows several processes to start at once).
 *
 * @param environment the program's complete environment
 */
public record FfmpegPrograms(Path ffmpeg, Map<String, String> environment) {

    /**
     * libavdevice needs the sound server and screen grabber of a desktop. Servers and containers do not have them, and
     * the program would not start. Nothing here opens a device, so each of these names is linked to a small library of
     * the jar. That satisfies the linker, which resolves functions only when they are called.
     */
    private static final List<String> DEVICE_LIBRARIES =
            List.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");

    private static final String STAND_IN = "libdrm.so.2";

    public static FfmpegPrograms extract() throws IOException {
        // Not Loader.load(ffmpeg.class), which also loads FFmpeg's libraries into this JVM, where a crash would end it.
        String resource = "/org/bytedeco/ffmpeg/" + Loader.getPlatform();
        File[] extracted = Loader.cacheResources(FfmpegPrograms.class, resource);
        if (extracted.length == 0) {
            throw new IOException("no FFmpeg for this platform on the class path: " + resource);
        }
        Path directory = extracted[0].toPath().toAbsolutePath();
        return new FfmpegPrograms(executable(directory.resolve("ffmpeg")), environment(directory));
    }

    private static Path executable(Path program) throws IOException {
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + program);
        }
        return program;
    }

    private static Map<String, String> environment(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(STAND_IN))) {
            return Map.of();
        }
        Path standIns = Files.createDirectories(directory.resolveSibling("stand-ins"));
        for (String library : DEVICE_LIBRARIES) {
            link(standIns.resolve(library), directory.resolve(STAND_IN));
        }
        // One malloc arena, because each further one reserves 64 MB of the limited address space.
        return Map.of("LD_LIBRARY_PATH", directory + File.pathSeparator + standIns, "MALLOC_ARENA_MAX", "1");
    }

    private static void link(Path link, Path target) throws IOException {
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException another) {
            return; // another run or process has created it
        }
    }
}
