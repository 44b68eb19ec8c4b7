package dev.sotto.jobs.speech;

import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.linguist.SearchGraph;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Loader;
import edu.cmu.sphinx.util.props.ConfigurationManager;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.io.IOException;
import java.net.URL;
import java.util.Objects;

/**
 * The parts that are slow to load and do not depend on the speaker. Only one recogniser at a time may use them (see the
 * package).
 */
record SphinxModels(Loader acoustic, Linguist words, Linguist phones) {

    private static final URL GRAPH = Objects.requireNonNull(SphinxModels.class.getResource("sphinx.config.xml"));

    static SphinxModels load() throws IOException {
        // One at a time, because the library registers its counters in static maps without locks.
        synchronized (SphinxModels.class) {
            ConfigurationManager graph = new ConfigurationManager(GRAPH);
            Loader acoustic = graph.lookup("acousticModelLoader");
            acoustic.load();
            Linguist words = graph.lookup("lexTreeLinguist");
            words.allocate();
            return new SphinxModels(acoustic, new Lent(words), new Lent(graph.lookup("allphoneLinguist")));
        }
    }

    /** Returns a graph in which everything except these parts is new. */
    ConfigurationManager freshGraph() {
        ConfigurationManager graph = new ConfigurationManager(GRAPH);
        graph.addConfigurable(acoustic, "acousticModelLoader");
        graph.addConfigurable(words, "lexTreeLinguist");
        graph.addConfigurable(phones, "allphoneLinguist");
        return graph;
    }

    /** Ignores the allocation by a recogniser, which would load the linguist again. */
    private record Lent(Linguist linguist) implements Linguist {

        @Override
        public SearchGraph getSearchGraph() {
            return linguist.getSearchGraph();
        }

        @Override
        public void startRecognition() {
            linguist.startRecognition();
        }

        @Override
        public void stopRecognition() {
            linguist.stopRecognition();
        }

        @Override
        public void allocate() {}

        @Override
        public void deallocate() {}

        @Override
        public void newProperties(PropertySheet properties) {}
    }
}
