package dev.sotto.jobs.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.jobs.transcripts.Edits.Edit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditsTest {

    private static final Transcript MACHINES = Transcript.of(
            "e", "m", "transcribe", "en", 3000, List.of(said(0, "one"), said(1, "two"), said(2, "three")));

    private static Segment said(int i, String text) {
        return new Segment(i, i * 1000L, i * 1000L + 500, text, "S1", -0.1, 0.2, null);
    }

    @Test
    void whatIsAsTheMachineWroteItIsNoEdit() {
        Edits edits = Edits.NONE.changed(Map.of(1, new Edit("TWO", "Ada")), MACHINES);

        Edits back = edits.changed(Map.of(1, new Edit("two", null)), MACHINES);

        assertThat(edits.segments()).containsOnly(Map.entry(1, new Edit("TWO", "Ada")));
        assertThat(back.segments()).containsOnly(Map.entry(1, new Edit(null, "Ada")));
        assertThat(back.changed(Map.of(1, new Edit(null, "S1")), MACHINES)).isEqualTo(Edits.NONE);
    }

    @Test
    void textOfTheWholeFollows() {
        Transcript edited =
                Edits.NONE.changed(Map.of(2, new Edit("drei", null)), MACHINES).applied(MACHINES);

        assertThat(edited.text()).isEqualTo("one two drei");
        assertThat(edited.segments().get(2).avgLogprob()).isEqualTo(-0.1);
        assertThat(edited.segments().get(2).speaker()).isEqualTo("S1");
    }

    @Test
    void isReadAsItWasStored() {
        Edits edits =
                Edits.NONE.changed(Map.of(0, new Edit("<script>\n\"x\"", null), 2, new Edit(null, "Ada")), MACHINES);

        assertThat(edits.json()).isEqualTo("{\"0\":{\"text\":\"<script>\\n\\\"x\\\"\"},\"2\":{\"speaker\":\"Ada\"}}");
        assertThat(Edits.read(edits.json())).isEqualTo(edits);
    }

    @Test
    void tellsWhichSegmentsOtherEditsMakeOtherwise() {
        Edits before = Edits.NONE.changed(Map.of(0, new Edit("eins", null), 1, new Edit("zwei", null)), MACHINES);
        Edits after = before.changed(Map.of(0, new Edit("one", null), 2, new Edit("drei", null)), MACHINES);

        assertThat(after.differingFrom(before, MACHINES))
                .extracting(Segment::text)
                .containsExactly("one", "drei");
    }
}
