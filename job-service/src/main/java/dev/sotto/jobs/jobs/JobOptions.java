package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.SpeechTask;
import dev.sotto.model.jobs.SubmitUrl;
import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.json.StorableText;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a recording: which workflow runs, and how.
 *
 * @param workflowId null takes the tenant's default workflow
 * @param title only for display
 * @param track the number of the audio track to use, from 1; null leaves the choice to Sotto
 * @param keepRecording whether the recording is kept after the job has completed
 * @param priority which of the tenant's own jobs start first
 * @param settings what counts instead of what the workflow says
 */
public record JobOptions(
        @Nullable UUID workflowId,
        @Nullable String title,
        @Nullable Integer track,
        ChannelMode channels,
        boolean keepRecording,
        JobPriority priority,
        JobSettings settings) {

    /** The names of the options in forms and in the metadata of uploads; none is required. */
    public static final List<String> NAMES = List.of(
            "workflow_id",
            "title",
            "track",
            "channels",
            "keep_recording",
            "language",
            "task",
            "model",
            "prompt",
            "priority");

    private static final int LONGEST = 255;

    private static final int MOST_TRACKS = 100;

    /**
     * Reads options from texts.
     *
     * @param texts by name; names that are not in {@link #NAMES} are ignored
     * @throws Problem with a fault for each wrong text
     */
    public static JobOptions of(Map<String, String> texts) {
        List<Fault> faults = new ArrayList<>();
        UUID workflowId = workflow(texts.get("workflow_id"), faults);
        String title = title(texts.get("title"), faults);
        Integer track = track(texts.get("track"), faults);
        ChannelMode channels = channels(texts.get("channels"), faults);
        boolean keepRecording = keepRecording(texts.get("keep_recording"), faults);
        JobPriority priority = priority(texts.get("priority"), faults);
        JobSettings settings = settings(texts, faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new JobOptions(workflowId, title, track, channels, keepRecording, priority, settings);
    }

    /** Reads options from JSON that was validated. */
    static JobOptions of(SubmitUrl asked) {
        String title = asked.title() == null || asked.title().isBlank()
                ? null
                : asked.title().strip();
        ChannelMode channels = asked.channels() == null ? ChannelMode.MIX : asked.channels();
        boolean keepRecording = asked.keepRecording() == null || asked.keepRecording();
        JobPriority priority = asked.priority() == null ? JobPriority.NORMAL : asked.priority();
        return new JobOptions(
                asked.workflowId(), title, asked.track(), channels, keepRecording, priority, asked.settings());
    }

    /** Returns the same options with another workflow and other settings. */
    JobOptions with(UUID workflow, JobSettings others) {
        return new JobOptions(workflow, title, track, channels, keepRecording, priority, others);
    }

    /** Returns the longest text of an option, in characters. */
    static int longest(String name) {
        return name.equals("prompt") ? JobSettings.LONGEST_PROMPT : LONGEST;
    }

    private static JobPriority priority(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return JobPriority.NORMAL;
        }
        return JobPriority.find(text).orElseGet(() -> {
            faults.add(Fault.notOneOf(
                    "/priority",
                    Arrays.stream(JobPriority.values()).map(JobPriority::word).toList()));
            return JobPriority.NORMAL;
        });
    }

    private static JobSettings settings(Map<String, String> texts, List<Fault> faults) {
        String language = texts.get("language");
        if (language != null && !language.matches(JobSettings.LANGUAGE_REGEXP)) {
            faults.add(Fault.wrongFormat(
                    "/language",
                    "iso-639-1",
                    "must be the two letters of a language (ISO 639-1), such as en, or auto"));
        }
        String task = texts.get("task");
        if (task != null && SpeechTask.find(task).isEmpty()) {
            faults.add(Fault.notOneOf(
                    "/task",
                    Arrays.stream(SpeechTask.values()).map(SpeechTask::word).toList()));
        }
        return new JobSettings(
                language,
                task == null ? null : SpeechTask.find(task).orElse(null),
                text("model", texts, JobSettings.LONGEST_MODEL, faults),
                text("prompt", texts, JobSettings.LONGEST_PROMPT, faults));
    }

    private static @Nullable String text(String name, Map<String, String> texts, int longest, List<Fault> faults) {
        String text = texts.get(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > longest) {
            faults.add(new Fault(
                    "/" + name,
                    FaultCode.TOO_LONG,
                    Map.of("max", longest),
                    "must have at most " + longest + " characters"));
        } else if (!StorableText.isStorable(text)) {
            faults.add(Fault.notStorable("/" + name));
        }
        return text;
    }

    private static @Nullable UUID workflow(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            faults.add(Fault.notUuid("/workflow_id"));
            return null;
        }
    }

    private static @Nullable String title(@Nullable String text, List<Fault> faults) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST) {
            faults.add(new Fault(
                    "/title",
                    FaultCode.TOO_LONG,
                    Map.of("max", LONGEST),
                    "must have at most " + LONGEST + " characters"));
        } else if (text.codePoints().anyMatch(JobOptions::isUnprintable)) {
            faults.add(new Fault(
                    "/title", FaultCode.INVALID_CHARACTERS, "must be one line of text without control characters"));
        }
        return text.strip();
    }

    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static @Nullable Integer track(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return null;
        }
        if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= MOST_TRACKS) {
            return Integer.valueOf(text);
        }
        faults.add(Fault.notBetween("/track", 1, MOST_TRACKS));
        return null;
    }

    private static ChannelMode channels(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            return ChannelMode.MIX;
        }
        return ChannelMode.find(text).orElseGet(() -> {
            faults.add(Fault.notOneOf(
                    "/channels",
                    Arrays.stream(ChannelMode.values()).map(ChannelMode::word).toList()));
            return ChannelMode.MIX;
        });
    }

    private static boolean keepRecording(@Nullable String text, List<Fault> faults) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            faults.add(Fault.notOneOf("/keep_recording", List.of("true", "false")));
        }
        return !"false".equals(text);
    }
}
