/**
 * What a tenant may still use. An <em>account</em> is a tenant's limits and where it stands: milliseconds of audio within
 * its billing period, bytes as a level. <em>Admission</em> reserves both for a job; <em>settling</em> turns the
 * reservation into use (what was measured, never more milliseconds than were reserved); <em>releasing</em> gives it back.
 *
 * <p>No admission raises used + reserved above a limit, whatever the concurrency: reserving is one conditional UPDATE.
 * A period rolls over inside the next UPDATE after its end, forward only. Limits, status and anchor come from
 * {@code tenant-changed} alone, the highest version wins.
 */
@NullMarked
package dev.sotto.jobs.quota;

import org.jspecify.annotations.NullMarked;
