/**
 * What a recording really is. A <em>recording</em> is a file that somebody sent: its name, type, size and headers are
 * claims. Its <em>format</em> is read from its first bytes and decides FFmpeg's demuxer; its <em>length</em> is what
 * comes out when it is decoded to 16 kHz mono, one millisecond each sixteen samples.
 *
 * <p>Length is measured by decoding, at admission too, not by reading headers or packet times: those are written by
 * whoever made the file (a WAV may claim 4 GB, an MP4 any duration a packet), and both passes run the same command, so
 * that what is admitted is what is billed. It costs about 3 CPU-seconds an hour of MP3 and stops at the caller's limit.
 *
 * <p>Each FFmpeg process runs with an explicit demuxer and decoders, may open nothing but the one file, may write no
 * file, has an empty environment, and is bounded in memory, CPU time, wall-clock time and output. It dies with the
 * thread that waits for it being interrupted.
 */
@NullMarked
package dev.sotto.jobs.media;

import org.jspecify.annotations.NullMarked;
