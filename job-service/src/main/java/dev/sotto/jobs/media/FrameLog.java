package dev.sotto.jobs.media;

/** Reads FFmpeg's log while it decodes: a line of the filter {@code ashowinfo} for each frame, and its complaints. */
final class FrameLog {

    private static final String FRAME = "[Parsed_ashowinfo_";

    private final TrackTimes times;
    private int mostChannels;
    private long frames;
    private long errors;
    private boolean broken;

    FrameLog(TrackTimes times) {
        this.times = times;
    }

    /** Returns whether the line was a frame's, which nobody else needs. Texts of the recording never begin a line. */
    boolean line(String line) {
        if (!line.startsWith(FRAME)) {
            errors += line.contains("Error submitting packet") || line.contains("Decoding error") ? 1 : 0;
            broken |= line.contains("Error during demuxing");
            return false;
        }
        double samples = number(line, " nb_samples:");
        double rate = number(line, " rate:");
        if (samples > 0 && rate > 0) {
            frames++;
            mostChannels = Math.max(mostChannels, (int) number(line, " channels:"));
            times.frame(number(line, " pts_time:"), samples / rate);
        }
        return true;
    }

    private static double number(String line, String name) {
        int start = line.indexOf(name);
        if (start < 0) {
            return Double.NaN;
        }
        int from = start + name.length();
        int end = line.indexOf(' ', from);
        try {
            return Double.parseDouble(end < 0 ? line.substring(from) : line.substring(from, end));
        } catch (NumberFormatException e) { // NOPTS
            return Double.NaN;
        }
    }

    int mostChannels() {
        return mostChannels;
    }

    /** Returns whether part of the track could not be read. Joined files have a bad frame or two at the joint. */
    boolean lostSound() {
        return broken || errors > 2 + frames / 200;
    }
}
