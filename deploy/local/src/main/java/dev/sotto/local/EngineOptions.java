package dev.sotto.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that choose speech engines. Without one, it is the embedded engine. */
final class EngineOptions {

    private static final List<String> TYPES = List.of("openai", "whisper-cpp", "whisper-webui");

    @Option(
            names = "--whisper-model",
            paramLabel = "FILE",
            description = "Transcribe by Whisper in this process, with this model (ggml-base.bin, for example).")
    Path model;

    @Option(
            names = "--engine",
            paramLabel = "TYPE=URL",
            description = "Transcribe by this server; TYPE is openai (with /v1 at the end of URL), whisper-cpp or"
                    + " whisper-webui. May be given once a type. A key is read from SOTTO_ENGINES_OPENAI_KEY.")
    Map<String, URI> servers = new LinkedHashMap<>();

    /**
     * Returns the settings of job-service.
     *
     * @throws Refusal if an option cannot be used
     */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (model != null) {
            if (!Files.isRegularFile(model) || !Files.isReadable(model)) {
                throw new Refusal("the model " + model + " is not a file that can be read");
            }
            settings.put("sotto.engines.whisper.type", "whisper-jni");
            settings.put("sotto.engines.whisper.file", model.toAbsolutePath().toString());
        }
        servers.forEach((type, url) -> {
            if (!TYPES.contains(type)) {
                throw new Refusal("--engine " + type + "=…: the type must be one of " + String.join(", ", TYPES));
            }
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw new Refusal("--engine " + type + "=" + url + ": the URL must be like http://127.0.0.1:8000");
            }
            String prefix = "sotto.engines." + type.replace("-", "");
            settings.put(prefix + ".type", type);
            settings.put(prefix + ".url", url.toString());
        });
        return settings;
    }
}
