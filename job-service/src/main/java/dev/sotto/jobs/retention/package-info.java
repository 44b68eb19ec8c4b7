/**
 * How long recordings and transcripts are kept.
 *
 * <ul>
 *   <li>A tenant's <em>retention</em> is the days that it keeps the recordings and the transcripts of ended jobs; without
 *       a number it keeps them for ever. It applies to what is stored already.
 *   <li>What is over age <em>expires</em>: the storage of the tenant falls in the transaction that says so, then the files
 *       are removed. The job stays listed.
 * </ul>
 */
@NullMarked
package dev.sotto.jobs.retention;

import org.jspecify.annotations.NullMarked;
