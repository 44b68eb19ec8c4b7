package dev.sotto.jobs.jobs;

import java.util.List;
import java.util.Map;

/** The parts of a form beside the recording, which is always the part {@code file}. */
public interface FormFields {

    /** Returns the names of all parts that may be given. */
    List<String> names();

    /** Returns whether a part may be given more than once. */
    boolean mayRepeat(String name);

    /** Returns the longest text of a part, in characters. */
    int longest(String name);

    /**
     * Reads the options of the job. Called once, when the whole form has arrived.
     *
     * @param texts by name, in the order of the form
     * @throws dev.sotto.runtime.problem.Problem with a fault for each wrong text
     */
    JobOptions options(Map<String, List<String>> texts);
}
