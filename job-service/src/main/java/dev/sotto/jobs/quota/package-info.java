/**
 * What a tenant may still use. An <em>account</em> is a tenant's limits and where it stands: milliseconds of audio within
 * its billing period, bytes as a level. <em>Admission</em> reserves both for a job; <em>settling</em> turns the
 * reservation into use (what was measured, never more milliseconds than were reserved); <em>releasing</em> gives it back.
 *
 * <p>No admission raises used + reserved above a limit, whatever the concurrency: reserving is one conditional UPDATE.
 * A period rolls over inside the next UPDATE after its end, forward only, by the anchor that the account has then. Every
 * byte that is kept counts: a transcript that outgrew the room reserved for it may lift what is used above the limit, and
 * nothing more is admitted until it is below again. Limits, status and anchor come from {@code tenant-changed} alone, the
 * highest version wins.
 *
 * <p>In a caller's scope the database lets used milliseconds be written too, since reserving rolls the period over: that
 * they are only ever set to nothing there is the statement's promise, not the grant's.
 */
@NullMarked
package dev.sotto.jobs.quota;

import org.jspecify.annotations.NullMarked;
