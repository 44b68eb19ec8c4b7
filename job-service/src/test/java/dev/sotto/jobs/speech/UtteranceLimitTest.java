package dev.sotto.jobs.speech;

import static org.assertj.core.api.Assertions.assertThat;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataEndSignal;
import edu.cmu.sphinx.frontend.DataStartSignal;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;
import edu.cmu.sphinx.frontend.endpoint.SpeechStartSignal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtteranceLimitTest {

    @Test
    void splitsLongUtteranceWithoutLosingSamples() {
        Deque<Data> speech = new ArrayDeque<>();
        speech.add(new DataStartSignal(16_000));
        speech.add(new SpeechStartSignal());
        for (int i = 0; i < 250; i++) {
            speech.add(new DoubleData(new double[160], 16_000, i * 160L));
        }
        speech.add(new SpeechEndSignal());
        speech.add(new DataEndSignal(2500));

        assertThat(through(new UtteranceLimit(1000), speech))
                .containsExactly("start", "begin", "100", "end", "begin", "100", "end", "begin", "50", "end", "stop");
    }

    @Test
    void leavesShortUtterancesAlone() {
        Deque<Data> speech = new ArrayDeque<>();
        for (int utterance = 0; utterance < 3; utterance++) {
            speech.add(new SpeechStartSignal());
            for (int i = 0; i < 60; i++) {
                speech.add(new DoubleData(new double[160], 16_000, i * 160L));
            }
            speech.add(new SpeechEndSignal());
        }

        assertThat(through(new UtteranceLimit(1000), speech))
                .containsExactly("begin", "60", "end", "begin", "60", "end", "begin", "60", "end");
    }

    /** Returns the output, with blocks of sound counted. */
    private static List<String> through(UtteranceLimit limit, Deque<Data> speech) {
        limit.setPredecessor(new Given(speech));
        List<String> out = new ArrayList<>();
        int blocks = 0;
        for (Data data = limit.getData(); data != null; data = limit.getData()) {
            if (data instanceof DoubleData) {
                blocks++;
                continue;
            }
            if (blocks > 0) {
                out.add(Integer.toString(blocks));
                blocks = 0;
            }
            out.add(word(data));
        }
        return out;
    }

    private static String word(Data signal) {
        if (signal instanceof SpeechStartSignal) {
            return "begin";
        }
        if (signal instanceof SpeechEndSignal) {
            return "end";
        }
        return signal instanceof DataStartSignal ? "start" : "stop";
    }

    private static final class Given extends BaseDataProcessor {
        private final Deque<Data> data;

        Given(Deque<Data> data) {
            this.data = data;
        }

        @Override
        public Data getData() {
            return data.poll();
        }
    }
}
