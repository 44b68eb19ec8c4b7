/**
 * A person's own account: password, address and sessions.
 *
 * <ul>
 *   <li>A <em>verification token</em> proves that somebody reads the mail of an address. It stands in one e-mail
 *       alone; the database keeps its hash. It works once, for an hour, until the next e-mail about the same thing.
 *   <li>Asking for a new password stores the address that was named, whoever's it is. Looking it up, and sending an
 *       e-mail, happens later and shows nowhere.
 *   <li>Confirming an address that somebody else has by now is refused in the same words as a link that does not work.
 *   <li>A new password ends every other session, and every open verification token of the person.
 *   <li>Whenever sessions are ended, all access tokens of the person are withdrawn. Sessions that continue refresh.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.accounts;

import org.jspecify.annotations.NullMarked;
