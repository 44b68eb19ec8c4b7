package dev.sotto.jobs.media;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The command lines of FFmpeg, which protect against hostile files. FFmpeg recognises the format by the content, but
 * only among those listed here: no playlist, no script, no image, no subtitle and nothing that opens another file.
 */
final class FfmpegCommand {

    /** FFmpeg's resampler and {@code pan} do not take more. */
    static final int MOST_CHANNELS = 64;

    /** FFmpeg's names of the formats. */
    private static final String FORMATS = String.join(
            ",",
            "wav,w64,aiff,caf,au,ircam,nistsphere,sox,voc,avr,svx,iff,wsd,dsf,rso,mmf,qcp",
            "mp3,aac,loas,ac3,eac3,dts,dtshd,mlp,truehd,flac,tta,tak,ape,wv,mpc,mpc8,shn,oma,aea",
            "amr,amrnb,amrwb,gsm,g723_1,g729,ilbc,act,dss,xwma",
            "ogg,matroska,mov,asf,avi,flv,rm,mpeg,mpegts,mxf,gxf,wtv,dv,nut");

    /** Audio decoders only. A video decoder is never opened, not even for the first frame. */
    private static final String DECODERS = String.join(
            ",",
            "aac,aac_latm,ac3,eac3,alac,als,mp1,mp1float,mp2,mp2float,mp3,mp3float,mp3adu,mp3adufloat,mp3on4,mp3on4float",
            "flac,vorbis,opus,libopus,speex,libspeex,tta,tak,ape,wavpack,mpc7,mpc8,shorten,mlp,truehd,dca",
            "amrnb,amrwb,libopencore_amrnb,libopencore_amrwb,gsm,gsm_ms,g723_1,g728,g729,ilbc,qcelp,evrc,dss_sp",
            "wmav1,wmav2,wmapro,wmalossless,wmavoice,truespeech,msnsiren,siren,sipr,cook,real_144,real_288,ralf",
            "qdm2,qdmc,mace3,mace6,nellymoser,imc,iac,metasound,twinvq,atrac1,atrac3,atrac3al,atrac3plus,atrac3plusal",
            "pcm_u8,pcm_s8,pcm_s8_planar,pcm_s16le,pcm_s16be,pcm_s16le_planar,pcm_s16be_planar,pcm_u16le,pcm_u16be",
            "pcm_s24le,pcm_s24be,pcm_s24le_planar,pcm_u24le,pcm_u24be,pcm_s24daud,pcm_s32le,pcm_s32be,pcm_s32le_planar",
            "pcm_u32le,pcm_u32be,pcm_s64le,pcm_s64be,pcm_f16le,pcm_f24le,pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be",
            "pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_lxf,pcm_vidc,s302m,dvaudio,8svx_exp,8svx_fib",
            "dsd_lsbf,dsd_msbf,dsd_lsbf_planar,dsd_msbf_planar,g722,g726,g726le",
            "adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_ima_oki,adpcm_yamaha,adpcm_swf,adpcm_ct,adpcm_adx",
            "adpcm_sbpro_2,adpcm_sbpro_3,adpcm_sbpro_4");

    /** FFmpeg's own AMR decoders leave out the pauses of a call (DTX). */
    private static final Map<String, String> PREFERRED =
            Map.of("amr_nb", "libopencore_amrnb", "amr_wb", "libopencore_amrwb");

    private FfmpegCommand() {}

    /** Prints what is in a recording. FFmpeg ends with an error, because there is no output. */
    static List<String> list(Path ffmpeg, Source source) {
        List<String> command = new ArrayList<>(List.of(ffmpeg.toString(), "-hide_banner", "-nostdin", "-v", "info"));
        command.addAll(guards());
        command.addAll(List.of("-i", source.url()));
        return command;
    }

    /**
     * Decodes a track to 32-bit float at 16 kHz, without filling gaps. The log has a line for each decoded frame, with
     * the file's own time.
     *
     * @param channels of the output. If the track has fewer, the others are silent; the number may change in a track.
     */
    static List<String> decode(Path ffmpeg, Source source, Track track, int channels) {
        String same = IntStream.range(0, channels)
                .mapToObj(channel -> "c" + channel + "=c" + channel)
                .collect(Collectors.joining("|"));
        String filter = "ashowinfo,aresample=16000,pan=" + channels + "C|" + same + ",aformat=sample_fmts=flt";
        List<String> command =
                new ArrayList<>(List.of(ffmpeg.toString(), "-hide_banner", "-nostdin", "-nostats", "-v", "info"));
        command.addAll(guards());
        String preferred = PREFERRED.get(track.codec());
        if (preferred != null) {
            command.addAll(List.of("-c:a", preferred));
        }
        command.addAll(List.of("-copyts", "-i", source.url(), "-map", "0:" + track.index(), "-vn", "-sn", "-dn"));
        command.addAll(List.of("-map_metadata", "-1", "-af", filter, "-threads", "1"));
        command.addAll(List.of("-c:a", "pcm_f32le", "-f", "f32le", "pipe:1"));
        return command;
    }

    private static List<String> guards() {
        List<String> guards = new ArrayList<>(List.of("-protocol_whitelist", "file,pipe,subfile"));
        guards.addAll(List.of("-format_whitelist", FORMATS, "-codec_whitelist", DECODERS));
        guards.addAll(List.of("-threads", "1", "-max_streams", "100", "-probesize", "5000000"));
        return guards;
    }
}
