/**
 * Turns sound into words.
 *
 * <ul>
 *   <li>A <em>speech engine</em> is a port. It takes decoded sound (16 kHz mono PCM, as {@code media} writes it) and
 *       returns the normalised transcript. Its <em>capabilities</em> say what a workflow may ask of it. {@code sphinx}
 *       is the embedded engine.
 *   <li>A <em>recogniser</em> of Sphinx lives for one recording, because it learns the speaker (its cepstral mean) and
 *       would damage the next one's text.
 *   <li><em>Models</em> (acoustic, language, dictionary, word tree) are loaded once for each recogniser that works at
 *       the same time, and lent to one at a time: they cache scores without locks.
 *   <li>An <em>utterance</em> is what lies between two silences, 30 seconds at most. Its words become one or more
 *       segments.
 * </ul>
 */
@NullMarked
package dev.sotto.jobs.speech;

import org.jspecify.annotations.NullMarked;
