/**
 * E-mails, of four kinds.
 *
 * <p>The transaction that needs an e-mail writes a task for it. A loop claims the task for a minute, makes the token,
 * and sends the e-mail. If anything fails, it is tried again with a new token: of several e-mails about one thing, the
 * last one works.
 */
@NullMarked
package dev.sotto.tenants.mail;

import org.jspecify.annotations.NullMarked;
