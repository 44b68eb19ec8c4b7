package dev.sotto.jobs.media;

import java.nio.file.Path;

/**
 * A recording in a file.
 *
 * @param start where it begins; what is before it is another recording or no sound
 */
record Source(Path file, long start) {

    /** Returns FFmpeg's name for it. */
    String url() {
        String whole = "file:" + file.toAbsolutePath();
        return start == 0 ? whole : "subfile,,start," + start + ",end,0,,:" + whole;
    }
}
