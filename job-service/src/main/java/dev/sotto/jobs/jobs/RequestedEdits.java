package dev.sotto.jobs.jobs;

import dev.sotto.jobs.transcripts.Edits;
import dev.sotto.jobs.transcripts.Edits.Edit;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.model.OneLine;
import dev.sotto.model.jobs.SegmentChange;
import dev.sotto.model.jobs.TranscriptChange;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.FaultCode;
import dev.sotto.runtime.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The edits that a request asks for, checked.
 *
 * @param changes by the numbers of segments
 * @param machines the transcript that the machine wrote
 */
record RequestedEdits(Map<Integer, Edit> changes, Transcript machines) {

    /** About twenty times the text of the longest recording. */
    private static final long MOST_CHARACTERS = 4_000_000;

    private static final int LONGEST_SPEAKER = 100;
    private static final Pattern ONE_LINE = Pattern.compile(OneLine.REGEXP);

    /** Fails with all faults of the request. */
    static RequestedEdits of(TranscriptChange change, TranscriptQueries.Saved saved) {
        List<Segment> now = saved.current().segments();
        List<Fault> faults = new ArrayList<>();
        Map<Integer, Edit> changes = new HashMap<>();
        Map<String, String> speakers = change.speakers() == null ? Map.of() : change.speakers();
        speakers.forEach((before, name) -> rename(now, before, name, changes, faults));
        List<SegmentChange> segments = change.segments() == null ? List.of() : change.segments();
        boolean[] changed = new boolean[now.size()];
        for (int place = 0; place < segments.size(); place++) {
            SegmentChange segment = segments.get(place);
            String pointer = "/segments/" + place;
            if (segment.i() >= now.size()) {
                faults.add(new Fault(
                        pointer + "/i", FaultCode.NOT_FOUND, "must be the number of a segment of the transcript"));
            } else if (changed[segment.i()]) {
                faults.add(Fault.givenTwice(pointer + "/i"));
            } else {
                changed[segment.i()] = true;
                requireWritten(segment.text(), pointer + "/text", faults);
                requireWritten(segment.speaker(), pointer + "/speaker", faults);
                changes.merge(segment.i(), new Edit(segment.text(), stripped(segment.speaker())), RequestedEdits::both);
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new RequestedEdits(changes, saved.machines());
    }

    Edits applied(Edits before) {
        Edits edits = before.changed(changes, machines);
        if (edits.characters() > MOST_CHARACTERS) {
            throw Problem.invalid(new Fault(
                    "/segments",
                    FaultCode.TOO_LARGE,
                    Map.of("max", MOST_CHARACTERS),
                    "would make the corrected texts longer than " + MOST_CHARACTERS + " characters together"));
        }
        return edits;
    }

    private static void rename(
            List<Segment> now, String before, @Nullable String name, Map<Integer, Edit> changes, List<Fault> faults) {
        String pointer = "/speakers/" + before.replace("~", "~0").replace("/", "~1");
        if (name == null || name.isBlank()) {
            faults.add(Fault.required(pointer));
        } else if (name.length() > LONGEST_SPEAKER) {
            faults.add(new Fault(
                    pointer,
                    FaultCode.TOO_LONG,
                    Map.of("max", LONGEST_SPEAKER),
                    "must have at most " + LONGEST_SPEAKER + " characters"));
        } else if (!ONE_LINE.matcher(name).matches()) {
            faults.add(new Fault(pointer, FaultCode.INVALID_CHARACTERS, OneLine.MESSAGE));
        } else if (now.stream().noneMatch(segment -> before.equals(segment.speaker()))) {
            faults.add(new Fault(pointer, FaultCode.NOT_FOUND, "must be a speaker of the transcript"));
        } else {
            now.stream()
                    .filter(segment -> before.equals(segment.speaker()))
                    .forEach(segment -> changes.put(segment.i(), new Edit(null, name.strip())));
        }
    }

    private static void requireWritten(@Nullable String text, String pointer, List<Fault> faults) {
        if (text != null && text.isBlank()) {
            faults.add(Fault.required(pointer));
        }
    }

    private static @Nullable String stripped(@Nullable String speaker) {
        return speaker == null ? null : speaker.strip();
    }

    private static Edit both(Edit renamed, Edit changed) {
        return new Edit(changed.text(), changed.speaker() == null ? renamed.speaker() : changed.speaker());
    }
}
