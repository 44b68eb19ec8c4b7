/**
 * Benchmarks: ratios of programs that run side by side, never single times.
 *
 * <ul>
 *   <li>A <b>side</b> is a program under measurement. One side is under load at a time.
 *   <li>A <b>slice</b> is some seconds of load on one side; a <b>round</b> has one slice of each side. Rounds
 *       alternate their order, so that drift of the machine touches all sides alike.
 *   <li>The figure is operations per second of processor time, of the side and its database together. A round in which
 *       other programs took much of the machine does not count.
 *   <li>There is no verdict if one program against itself does not come out as even, or if an answer was wrong.
 * </ul>
 */
@NullMarked
package dev.sotto.benchmarks;

import org.jspecify.annotations.NullMarked;
