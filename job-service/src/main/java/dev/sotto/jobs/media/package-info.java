/**
 * What a recording really is.
 *
 * <ul>
 *   <li>A <em>recording</em> is a file that somebody sent. Its name, type, size and headers are only claims.
 *   <li>Its <em>format</em> is read from its first bytes and selects FFmpeg's demuxer.
 *   <li>Its <em>length</em> is what comes out when it is decoded to 16 kHz mono: one millisecond for each sixteen
 *       samples.
 * </ul>
 *
 * <p>Length is measured by decoding, at admission too. Headers and packet times are written by whoever made the file:
 * a WAV may claim 4 GB, an MP4 any duration. Both passes run the same command, so what is admitted is what is billed.
 * Measuring costs about 3 CPU seconds for an hour of MP3, and stops at the caller's limit.
 *
 * <p>Each FFmpeg process has an explicit demuxer and decoders, may open only the one file, may write no file, and has
 * an empty environment. Memory, CPU time, wall-clock time and output are limited. It is killed when the thread that
 * waits for it is interrupted.
 */
@NullMarked
package dev.sotto.jobs.media;

import org.jspecify.annotations.NullMarked;
