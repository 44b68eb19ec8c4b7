package dev.sotto.jobs.workflows;

import dev.sotto.jobs.speech.SpeechCapabilities;
import dev.sotto.jobs.speech.SpeechCapabilities.Feature;
import dev.sotto.jobs.speech.SpeechOptions;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.model.jobs.WorkflowGraph.Node;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a node of type {@code transcription}. */
public final class Transcribing {

    static final String ENGINE = "engine";
    private static final String LANGUAGE = "language";
    private static final String TASK = "task";
    private static final String MODEL = "model";
    private static final String PROMPT = "prompt";
    private static final String HOTWORDS = "hotwords";
    private static final String DIARIZE = "diarize";
    static final Set<String> SETTINGS = Set.of(ENGINE, LANGUAGE, TASK, MODEL, PROMPT, HOTWORDS, DIARIZE);

    private static final List<String> TASKS = List.of(SpeechTask.TRANSCRIBE.word(), SpeechTask.TRANSLATE.word());
    private static final int LONGEST_PROMPT = JobSettings.LONGEST_PROMPT;
    private static final int MOST_HOTWORDS = 100;
    private static final int LONGEST_HOTWORD = 100;

    private final Node node;
    private final String pointer;
    private final List<Fault> faults = new ArrayList<>();

    private Transcribing(Node node, String pointer) {
        this.node = node;
        this.pointer = pointer + "/";
    }

    /** Returns the engine that a node names; null if any may do it. */
    public static @Nullable String engine(Node node) {
        return node.config().get(ENGINE) instanceof String name ? name : null;
    }

    /** Returns what a checked node asks of an engine. */
    public static SpeechOptions options(Node node) {
        Map<String, Object> config = node.config();
        return new SpeechOptions(
                text(config, LANGUAGE),
                SpeechTask.TRANSLATE.word().equals(config.get(TASK)),
                text(config, MODEL),
                text(config, PROMPT),
                config.get(HOTWORDS) instanceof List<?> words
                        ? words.stream().map(Objects::toString).toList()
                        : List.of(),
                Boolean.TRUE.equals(config.get(DIARIZE)));
    }

    /** Returns the node with the settings that came with a job instead of its own. */
    public static Node with(Node node, JobSettings settings) {
        Map<String, Object> config = new HashMap<>(node.config());
        if (settings.language() != null) {
            config.put(LANGUAGE, settings.language());
        }
        if (settings.task() != null) {
            config.put(TASK, settings.task().word());
        }
        if (settings.model() != null) {
            config.put(MODEL, settings.model());
        }
        if (settings.prompt() != null) {
            config.put(PROMPT, settings.prompt());
        }
        config.remove(LANGUAGE, JobSettings.DETECTED);
        return new Node(node.id(), node.type(), config);
    }

    private static @Nullable String text(Map<String, Object> config, String name) {
        return config.get(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /**
     * Checks the settings but for the engine's name.
     *
     * @param pointer of the node's config
     * @param engines what each engine can do
     */
    static List<Fault> faults(Node node, String pointer, Map<String, SpeechCapabilities> engines) {
        Transcribing check = new Transcribing(node, pointer);
        check.types();
        if (check.faults.isEmpty()) {
            check.able(engines);
        }
        return check.faults;
    }

    private void types() {
        Object language = node.config().get(LANGUAGE);
        if (language != null && !(language instanceof String code && code.matches("[a-z]{2}"))) {
            faults.add(Fault.wrongFormat(
                    pointer + LANGUAGE, "iso-639-1", "must be the two letters of a language (ISO 639-1), such as en"));
        }
        Object task = node.config().get(TASK);
        if (task != null && !TASKS.contains(task)) {
            faults.add(Fault.notOneOf(pointer + TASK, TASKS));
        }
        text(MODEL, node.config().get(MODEL), LONGEST_HOTWORD, pointer + MODEL);
        text(PROMPT, node.config().get(PROMPT), LONGEST_PROMPT, pointer + PROMPT);
        hotwords(node.config().get(HOTWORDS));
        Object diarize = node.config().get(DIARIZE);
        if (diarize != null && !(diarize instanceof Boolean)) {
            faults.add(Fault.wrongType(pointer + DIARIZE, "boolean", "must be true or false"));
        }
    }

    private void text(String name, @Nullable Object value, int longest, String place) {
        if (value != null && !(value instanceof String)) {
            faults.add(Fault.wrongType(place, "string", "must be a text"));
        } else if (value instanceof String text && text.length() > longest) {
            faults.add(new Fault(
                    place, FaultCode.TOO_LONG, Map.of("max", longest), "must have at most " + longest + " characters"));
        }
    }

    private void hotwords(@Nullable Object hotwords) {
        if (hotwords == null) {
            return;
        }
        if (!(hotwords instanceof List<?> words)) {
            faults.add(Fault.wrongType(pointer + HOTWORDS, "array", "must be an array of words"));
            return;
        }
        if (words.size() > MOST_HOTWORDS) {
            faults.add(new Fault(
                    pointer + HOTWORDS,
                    FaultCode.TOO_LONG,
                    Map.of("max", MOST_HOTWORDS),
                    "must have at most " + MOST_HOTWORDS + " words"));
            return;
        }
        for (int i = 0; i < words.size(); i++) {
            text(HOTWORDS, words.get(i) == null ? 0 : words.get(i), LONGEST_HOTWORD, pointer + HOTWORDS + "/" + i);
        }
    }

    /** Without an engine's name, one engine must be able to do all of it. An unknown engine is a fault of its own. */
    private void able(Map<String, SpeechCapabilities> engines) {
        String named = engine(node);
        if (named != null && !engines.containsKey(named)) {
            return;
        }
        SpeechOptions options = options(node);
        List<Feature> lacking = new ArrayList<>();
        for (Map.Entry<String, SpeechCapabilities> engine : engines.entrySet()) {
            if (named == null || engine.getKey().equals(named)) {
                Feature lacks = engine.getValue().lacks(options);
                if (lacks == null) {
                    return;
                }
                lacking.add(lacks);
            }
        }
        String setting = lacking.get(0).name().toLowerCase(Locale.ROOT);
        String who = named == null ? "one of the engines, together with the other settings," : "the engine " + named;
        faults.add(new Fault(
                pointer + setting,
                FaultCode.NOT_ALLOWED,
                "must be something that " + who + " can do: see GET /engines"));
    }
}
