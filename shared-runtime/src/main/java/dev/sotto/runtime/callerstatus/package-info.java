/**
 * Account status: whether a caller may act now, as far as this service has heard (docs/adr/0008-account-status.md).
 *
 * <ul>
 *   <li>A token or key says who calls. What happened since (a suspension, removal, transfer or revocation) is known
 *       from the owners' topics, kept in one table of every service.
 *   <li>Nothing is copied down: a tenant is suspended while it or its reseller is, for any reason.
 *   <li>{@code CallerStatusCache} keeps what was read until there is news of it, and for two seconds while it cannot
 *       be asked whether there is. So a change holds everywhere within five seconds.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.callerstatus;

import org.jspecify.annotations.NullMarked;
