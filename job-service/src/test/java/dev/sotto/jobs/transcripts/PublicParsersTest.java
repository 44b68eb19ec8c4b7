package dev.sotto.jobs.transcripts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every format is read back as it was spoken by parsers of others: npm packages for SubRip, LRC and WebVTT, and
 * commons-csv. The packages run in GraalJS, so that the build needs no Node.js.
 */
class PublicParsersTest {

    /** Texts and what is shown of them: only blanks may change, to one space. */
    private static final List<Spoken> SPOKEN = List.of(
            Spoken.same("a --> b"),
            Spoken.same("-->"),
            Spoken.same("--> at the beginning"),
            Spoken.same("<laughs> and <i>goes on</i> </i>"),
            Spoken.same("AT&T, &amp; &lt;b&gt; &nbsp; &#65; &"),
            Spoken.same("{\\an8}up there {b}"),
            Spoken.same("hello [00:01] [00:01.50] and <00:02.00> there [laughs]"),
            Spoken.same("[00:01] first"),
            Spoken.same("[00:01][00:02.33]"),
            Spoken.same("[ti:not a title]"),
            Spoken.same("[laughs] loudly"),
            new Spoken("tab\tand\r\nline\n\nbreaks\u2028here", "tab and line breaks here"),
            Spoken.same("=HYPERLINK(\"http://example.com\";\"x\")"),
            Spoken.same("+49 30 123"),
            Spoken.same("-1 degree"),
            Spoken.same("@everybody"),
            Spoken.same("\"quoted\" he said"),
            Spoken.same("\""),
            Spoken.same("he said \"quoted\""),
            Spoken.same("it's a 'quote'"),
            Spoken.same("1"),
            Spoken.same("NOTE this"),
            Spoken.same("STYLE"),
            Spoken.same("WEBVTT"),
            Spoken.same("a, b; c | d \\ e \\n / #f"),
            Spoken.same("Übung macht 日本語 \ud83d\udc69\u200d\ud83d\udcbb שלום"),
            Spoken.same("100 % $1 \\1 %s"));

    private static final String MODULE = """
            (source, modules) => {
              const module = {exports: {}};
              new Function('module', 'exports', 'require', source)(module, module.exports, name => modules[name] ?? {});
              return module.exports;
            }""";
    private static final String SRT = """
            (subtitle, text) => JSON.stringify(subtitle.parseSync(text).map(
              each => ({start: each.data.start, end: each.data.end, text: each.data.text})))""";
    private static final String LRC = """
            (kit, text) => JSON.stringify(kit.Lrc.parse(text).lyrics.map(
              each => ({start: Math.round(each.timestamp * 1000), end: 0, text: each.content})))""";
    private static final String VTT = """
            (webvtt, text, entities) => {
              const words = node => node.type === 'text' ? node.value : (node.children ?? []).map(words).join('');
              const parsed = new webvtt.WebVTTParser(JSON.parse(entities)).parse(text);
              if (parsed.errors.length > 0) throw new Error(JSON.stringify(parsed.errors));
              return JSON.stringify(parsed.cues.map(each => ({
                start: Math.round(each.startTime * 1000), end: Math.round(each.endTime * 1000), text: words(each.tree)})));
            }""";

    private static Context javaScript;

    @BeforeAll
    static void start() {
        javaScript = Context.newBuilder("js")
                .option("engine.WarnInterpreterOnly", "false")
                .build();
    }

    @AfterAll
    static void stop() {
        javaScript.close();
    }

    /** A text and the text that people see. */
    private record Spoken(String said, String shown) {

        static Spoken same(String text) {
            return new Spoken(text, text);
        }
    }

    /** A cue as a parser returns it. */
    private record Heard(long start, long end, String text) {}

    @ParameterizedTest
    @ValueSource(longs = {0, 360_000_000, 3_600_000_000L})
    void srtIsReadBackAsSpoken(long from) throws IOException {
        Transcript transcript = transcript(from);
        Value stripBom = module("strip-bom/index.js", Map.of());
        Value subtitle = module("subtitle/subtitle.cjs.development.js", Map.of("strip-bom", stripBom));

        assertThat(heard(SRT, subtitle, TranscriptFormat.SRT.render(transcript)))
                .containsExactlyElementsOf(expected(transcript));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 360_000_000, 3_600_000_000L})
    void vttIsReadBackAsSpoken(long from) throws IOException {
        Transcript transcript = transcript(from);
        Value webvtt = module("webvtt-parser/parser.js", Map.of());

        assertThat(heard(VTT, webvtt, TranscriptFormat.VTT.render(transcript)))
                .containsExactlyElementsOf(expected(transcript));
    }

    /** LRC has hundredths of a second and no ends; an invisible character keeps texts apart from times. */
    @ParameterizedTest
    @ValueSource(longs = {0, 360_000_000, 3_600_000_000L})
    void lrcIsReadBackAsSpoken(long from) throws IOException {
        Transcript transcript = transcript(from);
        Value lineParser = module("lrc-kit/line-parser.js", Map.of());
        Value kit = module("lrc-kit/lrc.js", Map.of("./line-parser", lineParser));

        List<Heard> heard = heard(LRC, kit, TranscriptFormat.LRC.render(transcript));

        assertThat(heard)
                .extracting(Heard::start)
                .containsExactlyElementsOf(expected(transcript).stream()
                        .map(each -> each.start() / 10 * 10)
                        .toList());
        assertThat(heard)
                .extracting(each -> each.text().replace("\u200b", ""))
                .containsExactlyElementsOf(
                        expected(transcript).stream().map(Heard::text).toList());
    }

    @Test
    void tsvIsReadBackAsSpoken() throws IOException {
        Transcript transcript = transcript(360_000_000);
        CSVFormat format =
                CSVFormat.TDF.builder().setHeader().setSkipHeaderRecord(true).get();
        List<Heard> heard = new ArrayList<>();

        try (CSVParser parser = CSVParser.parse(new StringReader(TranscriptFormat.TSV.render(transcript)), format)) {
            parser.forEach(row -> heard.add(
                    new Heard(Long.parseLong(row.get("start")), Long.parseLong(row.get("end")), row.get("text"))));
        }

        assertThat(heard).containsExactlyElementsOf(expected(transcript));
    }

    @Test
    void jsonIsReadBackExactly() {
        Value texts = javaScript
                .eval("js", "text => JSON.parse(text).segments.map(each => each.text)")
                .execute(TranscriptFormat.JSON.render(transcript(0)));

        assertThat(IntStream.range(0, SPOKEN.size())
                        .mapToObj(i -> texts.getArrayElement(i).asString()))
                .containsExactlyElementsOf(SPOKEN.stream().map(Spoken::said).toList());
    }

    @Test
    void txtHasOneLineForEachText() {
        assertThat(TranscriptFormat.TXT.render(transcript(0)).split("\n"))
                .containsExactlyElementsOf(SPOKEN.stream().map(Spoken::shown).toList());
    }

    /** A player would take such a text for the next cue. */
    @Test
    void srtTextThatIsALineOfTimesStaysText() throws IOException {
        Transcript transcript = Transcript.of(
                "e",
                "m",
                "transcribe",
                "en",
                9000,
                List.of(Segment.of(0, 0, 500, "00:00:07,000 --> 00:00:08,000"), Segment.of(1, 1000, 1500, "next")));
        Value stripBom = module("strip-bom/index.js", Map.of());
        Value subtitle = module("subtitle/subtitle.cjs.development.js", Map.of("strip-bom", stripBom));

        assertThat(heard(SRT, subtitle, TranscriptFormat.SRT.render(transcript)))
                .containsExactly(new Heard(0, 500, "00:00:07,000 -> 00:00:08,000"), new Heard(1000, 1500, "next"));
    }

    /** Cues of a millisecond, and cues that overlap the following ones. */
    private static Transcript transcript(long from) {
        List<Segment> segments = new ArrayList<>();
        for (Spoken spoken : SPOKEN) {
            int i = segments.size();
            long start = from + i * 1234L;
            segments.add(Segment.of(i, start, start + (i % 2 == 0 ? 1 : 4000), spoken.said()));
        }
        return Transcript.of("engine", "model", "transcribe", "en", from + 100_000, segments);
    }

    private static List<Heard> expected(Transcript transcript) {
        return IntStream.range(0, SPOKEN.size())
                .mapToObj(i -> {
                    Segment segment = transcript.segments().get(i);
                    return new Heard(
                            segment.startMs(), segment.endMs(), SPOKEN.get(i).shown());
                })
                .toList();
    }

    private static List<Heard> heard(String reading, Value parser, String file) throws IOException {
        String json = javaScript
                .eval("js", reading)
                .execute(parser, file, text("webvtt-parser/html-entities.json"))
                .asString();
        return new ObjectMapper().readValue(json, new TypeReference<>() {});
    }

    private static Value module(String path, Map<String, Value> required) throws IOException {
        Value modules = javaScript.eval("js", "({})");
        required.forEach(modules::putMember);
        return javaScript.eval("js", MODULE).execute(text(path), modules);
    }

    private static String text(String path) throws IOException {
        try (InputStream in = PublicParsersTest.class.getResourceAsStream("/npm/" + path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), UTF_8);
        }
    }
}
