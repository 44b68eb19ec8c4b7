/**
 * Invitations: how a person becomes a user with a password of its own.
 *
 * <p>The token of an invitation exists in one letter alone; here stands its hash. It is made when a letter is sent, works
 * once, for seven days, and until the next letter of the same invitation. Whoever has it may choose the password: so what
 * is unknown, used and expired look the same. Thirty days after the last letter expired, the user is removed.
 */
@NullMarked
package dev.sotto.tenants.invitations;

import org.jspecify.annotations.NullMarked;
