package dev.sotto.jobs.jobs;

import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.SubmitUrl;
import dev.sotto.runtime.json.Ids;
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
 * @param title only for display
 * @param track the number of the audio track to use, from 1; null leaves the choice to Sotto
 * @param keepRecording whether the recording is kept after the job has completed
 */
public record JobOptions(
        UUID workflowId, @Nullable String title, @Nullable Integer track, ChannelMode channels, boolean keepRecording) {

    /** The names of the options in forms and in the metadata of uploads; only the first is required. */
    public static final List<String> NAMES = List.of("workflow_id", "title", "track", "channels", "keep_recording");

    /** The longest text of an option, in characters. */
    public static final int LONGEST = 255;

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
        if (workflowId == null || !faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new JobOptions(workflowId, title, track, channels, keepRecording);
    }

    /** Reads options from JSON that was validated. */
    static JobOptions of(SubmitUrl asked) {
        String title = asked.title() == null || asked.title().isBlank()
                ? null
                : asked.title().strip();
        ChannelMode channels = asked.channels() == null ? ChannelMode.MIX : asked.channels();
        boolean keepRecording = asked.keepRecording() == null || asked.keepRecording();
        return new JobOptions(asked.workflowId(), title, asked.track(), channels, keepRecording);
    }

    private static @Nullable UUID workflow(@Nullable String text, List<Fault> faults) {
        if (text == null) {
            faults.add(Fault.required("/workflow_id"));
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
