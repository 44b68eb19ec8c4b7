/**
 * Account status: whether a caller may act now, as far as this service knows (docs/adr/0008-account-status.md).
 *
 * <ul>
 *   <li>A token or key says who calls. Later changes (suspension, removal, transfer, revocation) arrive on the
 *       owners' topics. Every service stores them among its {@link dev.sotto.runtime.replicas replicas}.
 *   <li>A reseller's suspension is not copied to its tenants: each check reads both.
 *   <li>{@code CallerStatusCache} keeps entries until they change, and for two seconds while it cannot poll for
 *       changes. So a change takes effect everywhere within five seconds.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.callerstatus;

import org.jspecify.annotations.NullMarked;
