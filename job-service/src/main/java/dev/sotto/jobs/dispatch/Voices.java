package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.media.Soundtrack;
import dev.sotto.jobs.speech.SpeechProgress;
import dev.sotto.jobs.transcripts.Segment;
import dev.sotto.jobs.transcripts.Transcript;
import dev.sotto.jobs.transcripts.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one transcript of what an engine heard in each voice of a recording, with the times that a player shows. */
final class Voices {

    private Voices() {}

    /** Reports a voice's progress as that of the whole job. */
    static SpeechProgress progress(Soundtrack sound, int voice, SpeechProgress whole) {
        long before = voice * sound.decodedMs();
        return new SpeechProgress() {
            @Override
            public void processed(long millis) {
                whole.processed(before + Math.min(millis, sound.decodedMs()));
            }

            @Override
            public boolean cancelled() {
                return whole.cancelled();
            }
        };
    }

    /**
     * Puts the segments of all voices in the order of their times.
     *
     * @param named whether each voice is a speaker: {@code Channel 1}, {@code Channel 2}
     * @param heard one for each voice
     */
    static Transcript merge(Soundtrack sound, boolean named, List<Transcript> heard) {
        List<Segment> segments = new ArrayList<>();
        for (int voice = 0; voice < heard.size(); voice++) {
            String speaker = named ? "Channel " + (voice + 1) : null;
            for (Segment segment : heard.get(voice).segments()) {
                segments.add(shown(sound, segment, speaker));
            }
        }
        segments.sort(Comparator.comparingLong(Segment::startMs));
        Transcript first = heard.get(0);
        Transcript merged = Transcript.of(
                first.engine(),
                first.model(),
                first.task(),
                first.language(),
                sound.durationMs(),
                Segment.inOrder(segments));
        return heard.size() > 1 ? merged : withTextOf(first, merged);
    }

    private static Transcript withTextOf(Transcript heard, Transcript merged) {
        return new Transcript(
                heard.version(),
                heard.engine(),
                heard.model(),
                heard.task(),
                heard.language(),
                heard.languageProbability(),
                merged.durationMs(),
                heard.text(),
                merged.segments());
    }

    private static Segment shown(Soundtrack sound, Segment segment, @Nullable String speaker) {
        List<Word> words = segment.words() == null
                ? null
                : segment.words().stream()
                        .map(word -> new Word(
                                word.w(), sound.shownMs(word.startMs()), sound.shownMs(word.endMs()), word.p()))
                        .toList();
        return new Segment(
                segment.i(),
                sound.shownMs(segment.startMs()),
                sound.shownMs(segment.endMs()),
                segment.text(),
                speaker == null ? segment.speaker() : speaker,
                segment.avgLogprob(),
                segment.noSpeechProb(),
                words);
    }
}
