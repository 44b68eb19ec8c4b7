/**
 * What a tenant may still use.
 *
 * <ul>
 *   <li>An <em>account</em> holds a tenant's limits and what is used: milliseconds of audio within its billing month,
 *       and bytes as a level.
 *   <li><em>Admission</em> reserves both for a job. <em>Settling</em> turns the reservation into use: what was
 *       measured, never more milliseconds than were reserved. <em>Releasing</em> gives it back.
 * </ul>
 *
 * <p>No admission raises used + reserved above a limit, however many arrive at once: reserving is one conditional
 * UPDATE. A month rolls over inside the next UPDATE after its end, forward only, by the account's anchor. Every stored
 * byte counts: a transcript that outgrows its reservation may lift the use above the limit, and then nothing more is
 * admitted until it is below again. Limits, status and anchor come from {@code tenant-changed} alone; the highest
 * version wins.
 *
 * <p>In a caller's scope the database also lets the used milliseconds be written, because reserving rolls the month
 * over. The statement, not the grant, promises that it only ever sets them to 0.
 */
@NullMarked
package dev.sotto.jobs.quota;

import org.jspecify.annotations.NullMarked;
