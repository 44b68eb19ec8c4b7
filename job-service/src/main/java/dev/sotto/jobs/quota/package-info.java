/**
 * The quota of a tenant.
 *
 * <ul>
 *   <li>An <em>account</em> holds a tenant's limits and its use: milliseconds of audio within its billing month, and
 *       the number of stored bytes.
 *   <li><em>Admission</em> reserves both for a job. <em>Settling</em> turns the reservation into use: the measured
 *       amount, never more milliseconds than were reserved. <em>Releasing</em> gives the reservation back.
 * </ul>
 *
 * <p>No admission raises used + reserved above a limit, even if many arrive at once: reserving is one conditional
 * UPDATE. The first UPDATE after the end of a month begins the next month, by the account's anchor and never backward.
 * Every stored byte counts: a transcript that is larger than its reservation may raise the use above the limit, and
 * then nothing is admitted until the use is below it again. Limits, status and anchor come only from {@code
 * tenant-changed}; the highest version wins.
 *
 * <p>In a caller's scope, the database also allows a write of the used milliseconds, because reserving may begin a new
 * month. The statement, not the grant, ensures that it only sets them to 0.
 */
@NullMarked
package dev.sotto.jobs.quota;

import org.jspecify.annotations.NullMarked;
