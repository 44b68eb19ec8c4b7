package dev.sotto.jobs.openai;

import dev.sotto.jobs.jobs.FormFields;
import dev.sotto.jobs.jobs.JobOptions;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The form of one request. Once it was read, it knows how to answer. */
final class AudioForm implements FormFields {

    /** What clients send who leave the choice of the model to us. */
    static final String ANY_MODEL = "whisper-1";

    private static final String GRANULARITIES = "timestamp_granularities";
    private static final Set<String> LISTS = Set.of(GRANULARITIES + "[]", GRANULARITIES, "include[]");
    /** Those after the prompt that are not read are accepted, because clients send them, and change nothing. */
    private static final List<String> NAMES = List.of(
            "model",
            "language",
            "prompt",
            "response_format",
            GRANULARITIES + "[]",
            GRANULARITIES,
            "temperature",
            "stream",
            "chunking_strategy",
            "include[]");

    private static final int LONGEST_WORD = 255;

    private final SpeechTask task;
    private volatile AnswerFormat format = AnswerFormat.JSON;
    private volatile List<Granularity> granularities = List.of();

    AudioForm(SpeechTask task) {
        this.task = task;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public boolean mayRepeat(String name) {
        return LISTS.contains(name);
    }

    @Override
    public int longest(String name) {
        return name.equals("prompt") ? JobSettings.LONGEST_PROMPT : LONGEST_WORD;
    }

    @Override
    public JobOptions options(Map<String, List<String>> texts) {
        List<Fault> faults = new ArrayList<>();
        Map<String, String> single = new HashMap<>();
        texts.forEach((name, values) -> single.put(name, values.get(0).strip()));
        single.values().removeIf(String::isEmpty);
        String model = single.get("model");
        if (model == null) {
            faults.add(Fault.required("/model"));
        }
        temperature(single, faults);
        format = format(single, faults);
        granularities = granularities(texts, faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return options(single, ANY_MODEL.equals(model));
    }

    /** The recording is not kept: this API has nothing to hear it with or to delete it by. */
    private JobOptions options(Map<String, String> texts, boolean anyModel) {
        Map<String, String> settings = new HashMap<>(texts);
        settings.keySet().retainAll(Set.of("language", "prompt", "model"));
        if (anyModel) {
            settings.remove("model");
        }
        settings.put("task", task.word());
        JobSettings asked = JobOptions.of(settings).settings();
        return new JobOptions(null, null, null, ChannelMode.MIX, false, JobPriority.HIGH, asked);
    }

    private static void temperature(Map<String, String> texts, List<Fault> faults) {
        String temperature = texts.get("temperature");
        if (temperature != null && !temperature.matches("0|0?\\.[0-9]{1,20}|0\\.|1|1\\.0{0,20}")) {
            faults.add(Fault.wrongFormat("/temperature", "number", "must be a number between 0 and 1"));
        }
    }

    private static AnswerFormat format(Map<String, String> texts, List<Fault> faults) {
        String word = texts.getOrDefault("response_format", AnswerFormat.JSON.word());
        return AnswerFormat.find(word).orElseGet(() -> {
            faults.add(Fault.notOneOf(
                    "/response_format",
                    Arrays.stream(AnswerFormat.values()).map(AnswerFormat::word).toList()));
            return AnswerFormat.JSON;
        });
    }

    private static List<Granularity> granularities(Map<String, List<String>> texts, List<Fault> faults) {
        List<String> words = new ArrayList<>(texts.getOrDefault(GRANULARITIES + "[]", List.of()));
        words.addAll(texts.getOrDefault(GRANULARITIES, List.of()));
        List<Granularity> found = new ArrayList<>();
        for (String word : words) {
            Granularity.find(word.strip())
                    .ifPresentOrElse(
                            found::add,
                            () -> faults.add(Fault.notOneOf("/" + GRANULARITIES, List.of("word", "segment"))));
        }
        return List.copyOf(found);
    }

    String mediaType() {
        return format.mediaType();
    }

    String answer(Transcript transcript) {
        return format.render(transcript, granularities);
    }
}
