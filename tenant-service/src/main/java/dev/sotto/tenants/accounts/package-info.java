/**
 * One's own account: password, address and sessions.
 *
 * <ul>
 *   <li>A <em>proof</em> is that somebody reads the mail of an address. Its token exists in one letter alone; here stands its
 *       hash. It works once, for an hour, and until the next letter about it.
 *   <li>Asking for a new password writes down the address that was named, whoever's it is: what is looked up, and whether a
 *       letter goes out, happens later and shows nowhere.
 *   <li>An address that somebody has is asked for, and refused, in the same words as a link that does not work.
 *   <li>A new password ends every other session, and what was open for the old one.
 *   <li>Whenever sessions are ended, all access tokens of the person are withdrawn: those that go on refresh.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.accounts;

import org.jspecify.annotations.NullMarked;
