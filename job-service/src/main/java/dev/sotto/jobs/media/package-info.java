/**
 * The real properties of a recording.
 *
 * <ul>
 *   <li>A <em>recording</em> is a file that a caller sent. Its name, type, size and headers are only claims.
 *   <li>Its <em>format</em> is read from its first bytes and selects FFmpeg's demuxer.
 *   <li>Its <em>length</em> is the length of its sound when it is decoded to 16 kHz mono: one millisecond for each
 *       sixteen samples.
 * </ul>
 *
 * <p>Length is measured by decoding, at admission too. The author of a file controls its headers and packet times: a
 * WAV may claim 4 GB, an MP4 any duration. Both passes run the same command, so the admitted length is the billed
 * length. Measuring costs about 3 CPU seconds for an hour of MP3, and stops at the caller's limit.
 *
 * <p>Each FFmpeg process has an explicit demuxer and decoders, may open only the one file, may write no file, and has
 * an empty environment. Memory, CPU time, wall-clock time and output are limited. It is killed when the thread that
 * waits for it is interrupted.
 */
@NullMarked
package dev.sotto.jobs.media;

import org.jspecify.annotations.NullMarked;
