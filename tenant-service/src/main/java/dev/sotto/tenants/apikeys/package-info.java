/**
 * API keys: how programs come in, each as a person and within permissions of its own.
 *
 * <ul>
 *   <li>A key is shown once, in the answer that makes it; only the hash of its secret is kept. A lost one is revoked and
 *       made anew.
 *   <li>It acts as its <em>user</em>, in the role that this one has at the moment, within its <em>permissions</em>; who
 *       may not sign in any more, whose keys don't work either.
 *   <li>Permissions never change: another set is another key.
 *   <li>Revoking is for good. The row stays, for the audit log names it.
 *   <li>Making, renaming and revoking takes a person: neither a key nor an impersonator may.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.apikeys;

import org.jspecify.annotations.NullMarked;
