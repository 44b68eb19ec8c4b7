/**
 * Benchmarks: ratios of programs that run side by side, never single times.
 *
 * <ul>
 *   <li>A <b>side</b> is a program under measurement. One side is under load at a time.
 *   <li>A <b>slice</b> is some seconds of load on one side. A <b>round</b> has one slice of each side. Rounds alternate
 *       their order, so that drift of the machine affects all sides alike.
 *   <li>The figure is operations per second of processor time, of the side and its database together. A round does not
 *       count if other programs used much of the machine.
 *   <li>There is no verdict if a program compared with itself does not give an equal result, or if an answer was wrong.
 * </ul>
 */
@NullMarked
package dev.sotto.benchmarks;

import org.jspecify.annotations.NullMarked;
