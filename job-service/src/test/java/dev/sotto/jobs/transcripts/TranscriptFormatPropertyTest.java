package dev.sotto.jobs.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TranscriptFormatPropertyTest {

    private static final Pattern TIMES = Pattern.compile(
            "(\\d{2,}):([0-5]\\d):([0-5]\\d)[,.](\\d{3}) --> (\\d{2,}):([0-5]\\d):([0-5]\\d)[,.](\\d{3})");

    @Property(tries = 300)
    void srtContainsExactlyItsCues(@ForAll("transcripts") Transcript transcript) {
        String srt = TranscriptFormat.SRT.render(transcript);

        List<String[]> cues = blocks(srt);
        assertThat(cues).hasSameSizeAs(Cue.of(transcript));
        for (int i = 0; i < cues.size(); i++) {
            assertThat(cues.get(i)).hasSize(3);
            assertThat(cues.get(i)[0]).isEqualTo(Integer.toString(i + 1));
            assertThat(cues.get(i)[2]).isNotBlank();
        }
        assertTimes(cues, 1, transcript);
    }

    @Property(tries = 300)
    void vttContainsItsCuesCompletely(@ForAll("transcripts") Transcript transcript) {
        String vtt = TranscriptFormat.VTT.render(transcript);

        assertThat(vtt).startsWith("WEBVTT\n");
        List<String[]> cues = blocks(vtt.substring("WEBVTT\n".length()));
        List<Cue> expected = Cue.of(transcript);
        assertThat(cues).hasSameSizeAs(expected);
        for (int i = 0; i < cues.size(); i++) {
            assertThat(cues.get(i)).hasSize(2);
            String text = cues.get(i)[1].replaceFirst("^<v [^<>]*>", "");
            assertThat(text).doesNotContain("<", ">");
            assertThat(unescaped(text)).isEqualTo(expected.get(i).text());
        }
        assertTimes(cues, 0, transcript);
    }

    @Property(tries = 300)
    void lineFormatsHaveOneLinePerCue(@ForAll("transcripts") Transcript transcript) {
        int cues = Cue.of(transcript).size();

        assertThat(TranscriptFormat.TXT.render(transcript).lines())
                .hasSize(cues)
                .noneMatch(String::isBlank);
        assertThat(TranscriptFormat.LRC.render(transcript).lines())
                .hasSize(cues)
                .allMatch(line -> line.matches("\\[\\d{2,}:[0-5]\\d\\.\\d{2}].+"));
        assertThat(TranscriptFormat.TSV.render(transcript).lines().skip(1))
                .hasSize(cues)
                .allMatch(line -> line.matches("\\d+\\t\\d+\\t[^\\t]+"));
    }

    @Property(tries = 300)
    void jsonRoundTrips(@ForAll("transcripts") Transcript transcript) {
        assertThat(TranscriptJson.read(TranscriptFormat.JSON.render(transcript)))
                .isEqualTo(transcript);
    }

    @Provide
    Arbitrary<Transcript> transcripts() {
        return segments().list().ofMaxSize(8).map(drafts -> {
            List<Segment> segments = new ArrayList<>();
            long start = 0;
            for (Segment draft : drafts) {
                start += draft.startMs();
                long end = start + draft.endMs() - draft.startMs();
                segments.add(new Segment(segments.size(), start, end, draft.text(), draft.speaker(), null, null, null));
            }
            return Transcript.of("engine", "model", "transcribe", "en", start, segments);
        });
    }

    /** Each segment's times start after the previous segment. */
    private static Arbitrary<Segment> segments() {
        Arbitrary<Long> pause = Arbitraries.longs().between(0, 20_000_000);
        Arbitrary<Long> length = Arbitraries.longs().between(0, 400_000_000);
        return Combinators.combine(pause, length, texts(), texts().injectNull(0.5))
                .as((start, ms, text, speaker) -> new Segment(0, start, start + ms, text, speaker, null, null, null));
    }

    private static Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.of(
                "-->",
                "--->",
                "\n\n",
                "\r\n",
                "<v x>",
                "&amp;",
                "&",
                "[00:01.00]",
                "\t",
                "1",
                "WEBVTT",
                "NOTE",
                "\u2028",
                "\u0085",
                "\u0000",
                "\u00a0",
                "word",
                " ",
                "Straße",
                "日本語");
        return Arbitraries.oneOf(
                nasty.list().ofMaxSize(6).map(parts -> String.join("", parts)),
                Arbitraries.strings()
                        .ofMaxLength(20)
                        .filter(text ->
                                text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE)));
    }

    private static List<String[]> blocks(String file) {
        List<String[]> blocks = new ArrayList<>();
        for (String block : file.split("\n\n|\r\n\r\n|\r\r")) {
            if (!block.isBlank()) {
                blocks.add(block.strip().split("\r\n|[\n\r]"));
            }
        }
        return blocks;
    }

    private static void assertTimes(List<String[]> cues, int line, Transcript transcript) {
        List<Cue> expected = Cue.of(transcript);
        long last = 0;
        for (int i = 0; i < cues.size(); i++) {
            Matcher times = TIMES.matcher(cues.get(i)[line]);
            assertThat(times.matches()).as(cues.get(i)[line]).isTrue();
            long start = millis(times, 1);
            assertThat(start).isEqualTo(expected.get(i).startMs()).isGreaterThanOrEqualTo(last);
            assertThat(millis(times, 5)).isEqualTo(expected.get(i).endMs()).isGreaterThan(start);
            last = start;
        }
    }

    private static long millis(Matcher times, int group) {
        return ((Long.parseLong(times.group(group)) * 60 + Long.parseLong(times.group(group + 1))) * 60
                                + Long.parseLong(times.group(group + 2)))
                        * 1000
                + Long.parseLong(times.group(group + 3));
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
