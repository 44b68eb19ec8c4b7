/**
 * Invitations: how an invited person becomes a user with a password.
 *
 * <p>The token of an invitation stands in one e-mail alone; the database keeps its hash. It is made when the e-mail is
 * sent, and works once, for seven days, until the next e-mail of the same invitation. Whoever has it may choose the
 * password, so unknown, used and expired tokens look the same. Thirty days after the last token expired, the user is
 * removed.
 */
@NullMarked
package dev.sotto.tenants.invitations;

import org.jspecify.annotations.NullMarked;
