/**
 * The real properties of a recording.
 *
 * <ul>
 *   <li>A <em>recording</em> is a file that a caller sent. Its name, type, size and headers are only claims.
 *   <li>A <em>track</em> is one of the sounds in it. Each has <em>channels</em>.
 *   <li>The <em>decoded</em> length is that of its sound at 16 kHz: one millisecond for each sixteen samples. It is
 *       reserved and billed.
 *   <li>The <em>duration</em> is the time that a player shows. It includes gaps: sound that starts late, pauses of a
 *       recorder, lost packets. Transcripts use it.
 *   <li>A <em>voice</em> is what an engine hears at once: the mix of all channels, or one channel if they are split.
 * </ul>
 *
 * <p>Length is measured by decoding, at admission too. The author of a file controls its headers and packet times: a
 * WAV may claim 4 GB, an MP4 any duration. All passes run the same command, so the admitted length is the billed
 * length. Measuring costs about 3 CPU seconds for an hour of MP3, and stops at the caller's limit.
 *
 * <p>{@link dev.sotto.jobs.media.Media} first lists the tracks. Then it decodes each to 32-bit float, with its own
 * channels, and measures them: which are silent, which would cancel each other, how loud they are. A worker decodes
 * once more, mixes, and writes 16 bits. FFmpeg neither mixes nor fills gaps, because it would drop voices and would
 * follow any time stamp.
 *
 * <p>Each process of FFmpeg may use listed formats and audio decoders only, may open only the one file, may write no
 * file, and has an empty environment. Memory, CPU time, wall-clock time and output are limited. It is killed when the
 * thread that waits for it is interrupted.
 */
@NullMarked
package dev.sotto.jobs.media;

import org.jspecify.annotations.NullMarked;
