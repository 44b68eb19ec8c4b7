package dev.sotto.jobs.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that differs between a corrected transcript and the one that the machine wrote. The times of words are not stored:
 * {@link WordTimes} finds them again in the machine's.
 *
 * @param segments by their numbers
 */
public record Edits(SortedMap<Integer, Edit> segments) {

    public static final Edits NONE = new Edits(new TreeMap<>());

    /**
     * What differs in one segment.
     *
     * @param text null if it is the machine's
     * @param speaker null if it is the machine's
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Edit(@Nullable String text, @Nullable String speaker) {}

    public static Edits read(String json) {
        return TranscriptJson.readEdits(json);
    }

    /** Returns the form in which they are stored. */
    public String json() {
        return TranscriptJson.write(this);
    }

    /** Returns the number of characters of all texts and names. */
    public long characters() {
        return segments.values().stream()
                .mapToLong(edit -> length(edit.text()) + length(edit.speaker()))
                .sum();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** Returns the corrected transcript. */
    public Transcript applied(Transcript machines) {
        if (segments.isEmpty()) {
            return machines;
        }
        return with(
                machines,
                machines.segments().stream()
                        .map(segment -> applied(segment, segments.get(segment.i())))
                        .toList());
    }

    private static Transcript with(Transcript transcript, List<Segment> segments) {
        return new Transcript(
                transcript.version(),
                transcript.engine(),
                transcript.model(),
                transcript.task(),
                transcript.language(),
                transcript.languageProbability(),
                transcript.durationMs(),
                segments.stream().map(segment -> segment.text().strip()).collect(Collectors.joining(" ")),
                segments);
    }

    private static Segment applied(Segment machines, @Nullable Edit edit) {
        if (edit == null) {
            return machines;
        }
        String text = edit.text() == null ? machines.text() : edit.text();
        return new Segment(
                machines.i(),
                machines.startMs(),
                machines.endMs(),
                text,
                edit.speaker() == null ? machines.speaker() : edit.speaker(),
                machines.avgLogprob(),
                machines.noSpeechProb(),
                WordTimes.of(machines, text));
    }

    /**
     * Returns these edits and some more.
     *
     * @param changes by the numbers of segments that the transcript has; what is null of one stays
     */
    public Edits changed(Map<Integer, Edit> changes, Transcript machines) {
        SortedMap<Integer, Edit> next = new TreeMap<>(segments);
        changes.forEach((i, change) -> {
            Segment segment = machines.segments().get(i);
            Edit before = segments.getOrDefault(i, new Edit(null, null));
            String text = change.text() == null ? before.text() : differing(change.text(), segment.text());
            String speaker =
                    change.speaker() == null ? before.speaker() : differing(change.speaker(), segment.speaker());
            if (text == null && speaker == null) {
                next.remove(i);
            } else {
                next.put(i, new Edit(text, speaker));
            }
        });
        return new Edits(next);
    }

    private static @Nullable String differing(String now, @Nullable String machines) {
        return now.equals(machines) ? null : now;
    }

    /** Returns the segments of the corrected transcript that other edits make otherwise. */
    public List<Segment> differingFrom(Edits others, Transcript machines) {
        return machines.segments().stream()
                .filter(segment -> !Objects.equals(segments.get(segment.i()), others.segments.get(segment.i())))
                .map(segment -> applied(segment, segments.get(segment.i())))
                .toList();
    }
}
