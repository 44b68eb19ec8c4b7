package dev.sotto.jobs.media;

import dev.sotto.jobs.media.BoundedProcess.Outcome;
import dev.sotto.jobs.media.UnreadableAudio.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Measures and decodes recordings with FFmpeg. Blocks, so it needs a worker thread. Thread-safe. */
public final class Media {

    /** The output of {@link #decode}: 16 kHz, mono, signed 16 bit, little endian, without a header. */
    public static final int SAMPLES_A_MILLISECOND = 16;

    private static final int MOST_LINKS = 100;

    private final Ffmpeg ffmpeg;

    public Media(FfmpegPrograms programs) {
        this.ffmpeg = new Ffmpeg(programs);
    }

    /**
     * Detects a recording's format and measures its real length.
     *
     * @param maxMillis the maximum length; nothing after it is decoded
     * @throws UnreadableAudio with its reason; TOO_LONG if the recording is longer than {@code maxMillis}
     * @throws FfmpegFailed if FFmpeg did not start or was stopped from outside
     * @throws IOException if a file cannot be read or written; this is the machine's fault too
     * @throws InterruptedException if this thread was interrupted; the program has been killed
     */
    public MediaInfo probe(Path recording, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        Soundtrack sound = measure(recording, choice, maxMillis + 1);
        if (sound.times().decoded() > maxMillis * SAMPLES_A_MILLISECOND) {
            throw new UnreadableAudio(Reason.TOO_LONG);
        }
        return sound.info(Files.size(recording));
    }

    /**
     * Measures a recording, at most {@code maxMillis} of its sound. Throws what {@link #probe} throws, except TOO_LONG.
     */
    public Soundtrack measure(Path recording, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        FileHead head = FileHead.of(new Source(recording, 0));
        if (head.isEmpty()) {
            throw new UnreadableAudio(Reason.EMPTY_FILE);
        }
        if (head.isPlaylist()) {
            throw new UnreadableAudio(Reason.PLAYLIST);
        }
        Source whole = new Source(recording, 0);
        try {
            return measure(whole, choice, maxMillis);
        } catch (UnreadableAudio e) {
            Source unpadded = new Source(recording, FileHead.padding(recording));
            if (unpadded.start() == 0 || e.reason() != Reason.DAMAGED && e.reason() != Reason.UNKNOWN_FORMAT) {
                throw e;
            }
            return measure(unpadded, choice, maxMillis);
        }
    }

    private Soundtrack measure(Source source, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        TrackList list = ffmpeg.list(source, maxMillis);
        Link first = Link.measure(ffmpeg, source, list, choice, maxMillis);
        return joined(list.format(), source, first, choice, maxMillis);
    }

    /** Adds the recordings behind the first one in the file, until one cannot be read. */
    private Soundtrack joined(String format, Source source, Link first, SoundChoice choice, long maxMillis)
            throws IOException, InterruptedException {
        List<Link> links = new ArrayList<>(List.of(first));
        long left = maxMillis - first.samples() / SAMPLES_A_MILLISECOND;
        boolean cut = FileEnd.isCut(source);
        Source last = source;
        // FFmpeg reads joined Ogg to its end unless the channels change, and then it complains.
        boolean readsOn = FileHead.of(source).isOgg() && !first.isDamaged();
        long next = readsOn ? 0 : FileEnd.next(source);
        while (next > last.start() && left > 0 && links.size() < MOST_LINKS && !cut) {
            last = new Source(source.file(), next);
            try {
                TrackList list = ffmpeg.list(last, maxMillis);
                Link link = Link.measure(ffmpeg, last, list, choice, left);
                left -= link.samples() / SAMPLES_A_MILLISECOND;
                links.add(link);
                cut = FileEnd.isCut(last);
                next = FileEnd.next(last);
            } catch (UnreadableAudio e) {
                cut = true;
            }
        }
        return Soundtrack.of(format, links, cut, choice.split());
    }

    /**
     * Decodes a voice of a recording to {@code pcm}. The file must not exist, and does not exist after a failure. Throws
     * what {@link #measure} throws.
     *
     * @param voice from 0
     */
    public void decode(Soundtrack sound, int voice, Path pcm) throws IOException, InterruptedException {
        FileChannel file =
                FileChannel.open(pcm, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean done = false;
        try (file) {
            List<Soundtrack.Part> parts = sound.parts(voice);
            for (Soundtrack.Part part : parts) {
                write(sound, part, file, parts.size() > 1);
            }
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(pcm);
            }
        }
    }

    private void write(Soundtrack sound, Soundtrack.Part part, FileChannel file, boolean adds)
            throws IOException, InterruptedException {
        MeasuredTrack track = part.track();
        int channels = track.meter().channels();
        PcmWriter writer = new PcmWriter(file, sound.times(), track.pieces(), part.weights(), adds);
        long millis = track.samples() / SAMPLES_A_MILLISECOND + 1;
        FrameLog log = new FrameLog(new TrackTimes(false, 0));
        Outcome outcome =
                ffmpeg.decode(track.source(), track.track(), channels, new FloatFrames(channels, writer), millis, log);
        if (outcome.outputBytes() / Ffmpeg.BYTES_A_SAMPLE / channels < track.samples()) {
            throw new UnreadableAudio(outcome.outOfTime() ? Reason.TOO_COSTLY : Reason.DAMAGED);
        }
    }
}
