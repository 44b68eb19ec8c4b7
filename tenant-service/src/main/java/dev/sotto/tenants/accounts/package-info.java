/**
 * A person's own account: who they are and where, password, address and sessions.
 *
 * <ul>
 *   <li>A <em>verification token</em> proves that a person reads the mail of an address. Only one e-mail contains it;
 *       the database stores its hash. It works once, for an hour, until the next e-mail about the same subject.
 *   <li>A request to reset a password only stores the address. A later task looks the address up and sends the e-mail,
 *       so the answer reveals nothing.
 *   <li>If somebody else got an address before its confirmation, the refusal has the same text as for an invalid link.
 *   <li>A new password ends every other session and every open verification token of the person.
 *   <li>The end of sessions withdraws all access tokens of the person. The remaining sessions refresh.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.accounts;

import org.jspecify.annotations.NullMarked;
