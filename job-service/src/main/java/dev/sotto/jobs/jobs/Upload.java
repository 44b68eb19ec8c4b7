package dev.sotto.jobs.jobs;

import java.nio.file.Path;

/**
 * A recording in the spool; nothing about it is checked yet.
 *
 * @param spooled the file in the spool
 * @param fileName only for display
 */
record Upload(Path spooled, String fileName, JobOptions options) {

    private static final int LONGEST_NAME = 255;

    /** @param fileName as the client sent it */
    static Upload of(Path spooled, String fileName, JobOptions options) {
        return new Upload(spooled, shown(fileName), options);
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
