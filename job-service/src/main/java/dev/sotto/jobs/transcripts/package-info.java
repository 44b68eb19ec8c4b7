/**
 * What was said.
 *
 * <ul>
 *   <li>A <em>transcript</em> has the same form for every engine: <em>segments</em> in the order of their start, each
 *       with its text and, if the engine tells them, its <em>words</em>. All times are milliseconds from the
 *       recording's first sample.
 *   <li><em>Edits</em> are all that people made otherwise; applied to the machine's transcript they give the corrected
 *       one, whose words have times again.
 *   <li>A <em>format</em> renders a transcript; a <em>cue</em> is a segment shown as a subtitle.
 * </ul>
 *
 * <p>No text can break a format: the text of a cue is one line, escaped as the format requires.
 */
@NullMarked
package dev.sotto.jobs.transcripts;

import org.jspecify.annotations.NullMarked;
