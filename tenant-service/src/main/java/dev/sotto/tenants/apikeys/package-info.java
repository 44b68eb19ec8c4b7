/**
 * API keys: access for programs, each as a person and within permissions of its own.
 *
 * <ul>
 *   <li>A key is shown once, in the answer that makes it. The database keeps only the hash of its secret. A lost key
 *       is revoked and replaced.
 *   <li>A key acts as its <em>user</em>, in the role that the user has now, within its <em>permissions</em>. If the
 *       user may not sign in, the key does not work.
 *   <li>Permissions never change: another set of permissions is another key.
 *   <li>A key is Active, then Expired or Revoked, for good. Its row stays, because the audit log names it.
 *   <li>Only a person creates, renames and revokes keys, never a key or an impersonator.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.apikeys;

import org.jspecify.annotations.NullMarked;
