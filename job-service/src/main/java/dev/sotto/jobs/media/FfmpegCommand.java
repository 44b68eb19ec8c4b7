package dev.sotto.jobs.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The FFmpeg command line, which protects against hostile files. */
final class FfmpegCommand {

    /** Audio decoders only. A video decoder is never opened, not even for the first frame. */
    private static final String DECODERS = String.join(
            ",",
            "aac,aac_latm,ac3,eac3,alac,flac,vorbis,opus,libopus,mp3,mp3float,mp2,mp2float,amrnb,amrwb,gsm,gsm_ms",
            "pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_f64le,pcm_s16be,pcm_s24be,pcm_s32be,pcm_alaw,pcm_mulaw",
            "adpcm_ms,adpcm_ima_wav,adpcm_ima_qt");

    private FfmpegCommand() {}

    static List<String> decode(Path ffmpeg, AudioFormat format, Path recording, long maxSamples) {
        // Counts time in decoded samples, independent of the packets' timestamps.
        String filter =
                "aformat=sample_fmts=s16:sample_rates=16000:channel_layouts=mono,asetpts=N/SR/TB,atrim=end_sample="
                        + maxSamples;
        List<String> command =
                new ArrayList<>(List.of(ffmpeg.toString(), "-hide_banner", "-nostdin", "-nostats", "-v", "info"));
        command.addAll(input(format, recording));
        command.addAll(List.of("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-af", filter));
        command.addAll(List.of("-threads", "1", "-c:a", "pcm_s16le", "-f", "s16le", "pipe:1"));
        return command;
    }

    private static List<String> input(AudioFormat format, Path recording) {
        List<String> input = new ArrayList<>(List.of("-protocol_whitelist", "file,pipe", "-f", format.demuxer()));
        input.addAll(
                List.of("-codec_whitelist", DECODERS, "-threads", "1", "-max_streams", "32", "-probesize", "5000000"));
        input.addAll(List.of("-i", "file:" + recording.toAbsolutePath()));
        return input;
    }
}
