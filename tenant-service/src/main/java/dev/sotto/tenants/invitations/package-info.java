/**
 * Invitations: how an invited person becomes a user with a password.
 *
 * <p>Only one e-mail contains the token of an invitation; the database stores its hash. The token is created when the
 * e-mail is sent. It works once, for seven days, until the next e-mail of the same invitation. Anybody who has it may
 * choose the password, so unknown, used and expired tokens get the same answer. Thirty days after the last token
 * expired, the user is removed.
 */
@NullMarked
package dev.sotto.tenants.invitations;

import org.jspecify.annotations.NullMarked;
