/**
 * Turning sound into words. A <em>speech engine</em> is a port: it takes decoded sound (16 kHz mono PCM, as
 * {@code media} writes it) and gives the normalised transcript; its <em>capabilities</em> say what a workflow may ask of
 * it. {@code sphinx} is the embedded one.
 *
 * <p>Sphinx: a <em>recogniser</em> lives for one recording, because it learns the speaker as it goes (its cepstral mean)
 * and would damage the next one's text. <em>Models</em> (acoustic, language, dictionary, the tree of words) are loaded
 * once for each recogniser at work and lent to one recogniser at a time: they cannot be shared at the same time, since
 * scores are cached inside them without locks. An <em>utterance</em> is what lies between two silences, 30 s at most; its
 * words become one or more segments.
 */
@NullMarked
package dev.sotto.jobs.speech;

import org.jspecify.annotations.NullMarked;
