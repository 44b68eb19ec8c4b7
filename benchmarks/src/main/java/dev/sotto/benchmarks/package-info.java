/**
 * Benchmarks: ratios of two programs that are measured side by side in one run, never single times.
 *
 * <ul>
 *   <li>A <b>side</b> is a program under measurement; one is under load at a time.
 *   <li>A <b>slice</b> is some seconds of load on one side; a <b>round</b> has one slice of each side. Rounds run to and fro, so that
 *       what drifts touches all sides alike.
 *   <li>What is compared is operations per second of processor time, of the side and of its database together. A round in which
 *       others took much of the machine counts for nothing.
 *   <li>Nothing is said when one program against itself doesn't come out as even, or an answer was wrong.
 * </ul>
 */
@NullMarked
package dev.sotto.benchmarks;

import org.jspecify.annotations.NullMarked;
