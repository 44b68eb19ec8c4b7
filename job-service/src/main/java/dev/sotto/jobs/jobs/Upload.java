package dev.sotto.jobs.jobs;

import dev.sotto.runtime.json.Ids;
import dev.sotto.runtime.problem.Fault;
import dev.sotto.runtime.problem.Problem;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A recording in the spool; nothing about it is checked yet.
 *
 * @param spooled the file in the spool
 * @param fileName only for display
 */
record Upload(Path spooled, String fileName, UUID workflowId) {

    private static final int LONGEST_NAME = 255;

    /** @param workflowId as the client sent it */
    static Upload of(Path spooled, String fileName, String workflowId) {
        return new Upload(spooled, shown(fileName), id(workflowId));
    }

    private static UUID id(String text) {
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(Fault.notUuid("/workflow_id"));
        }
    }

    /** Returns the last part of the caller's file name, without characters that cannot be stored or displayed. */
    static String shown(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder clean = new StringBuilder();
        last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST_NAME)
                .forEach(clean::appendCodePoint);
        String shown = clean.toString().strip();
        return shown.isEmpty() ? "recording" : shown;
    }
}
