package dev.sotto.jobs.speech;

import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.frontend.DataProcessingException;
import edu.cmu.sphinx.frontend.DoubleData;
import edu.cmu.sphinx.frontend.endpoint.SpeechEndSignal;
import edu.cmu.sphinx.frontend.endpoint.SpeechStartSignal;
import edu.cmu.sphinx.util.props.PropertyException;
import edu.cmu.sphinx.util.props.PropertySheet;
import edu.cmu.sphinx.util.props.S4Integer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Ends an utterance that does not end by itself (music, noise), and begins the next at once. The search keeps every
 * hypothesis until an utterance ends, so an hour of music would not fit into memory.
 */
public final class UtteranceLimit extends BaseDataProcessor {

    @S4Integer(defaultValue = 30_000)
    public static final String PROP_MAX_MILLIS = "maxMillis";

    private final Deque<Data> due = new ArrayDeque<>();
    private long maxMillis;
    private long samples;

    /** For the configuration, which sets the property. */
    public UtteranceLimit() {}

    UtteranceLimit(long maxMillis) {
        this.maxMillis = maxMillis;
    }

    @Override
    public void newProperties(PropertySheet properties) throws PropertyException {
        super.newProperties(properties);
        maxMillis = properties.getInt(PROP_MAX_MILLIS);
    }

    @Override
    public Data getData() throws DataProcessingException {
        if (!due.isEmpty()) {
            return due.remove();
        }
        Data data = getPredecessor().getData();
        if (data instanceof SpeechStartSignal) {
            samples = 0;
        }
        if (data instanceof DoubleData) {
            DoubleData sound = (DoubleData) data;
            samples += sound.getValues().length;
            if (samples * 1000 > maxMillis * sound.getSampleRate()) {
                samples = sound.getValues().length;
                due.add(new SpeechStartSignal(sound.getCollectTime()));
                due.add(sound);
                return new SpeechEndSignal(sound.getCollectTime());
            }
        }
        return data;
    }
}
