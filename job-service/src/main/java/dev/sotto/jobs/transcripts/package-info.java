/**
 * What was said. A <em>transcript</em> is the same for every engine: <em>segments</em> in the order of their start,
 * each with its text and, where the engine tells, its <em>words</em>; all times in milliseconds from the recording's
 * first sample. A <em>format</em> renders it; a <em>cue</em> is a segment shown as a subtitle. Nothing that was said can
 * break a format: text of a cue is one line, escaped as the format asks.
 */
@NullMarked
package dev.sotto.jobs.transcripts;

import org.jspecify.annotations.NullMarked;
