/**
 * Users: people, each in one tenant, known over the whole platform by one e-mail address in lower case.
 *
 * <ul>
 *   <li>Who may give and take which role stands in one pure table ({@code Grants}); a role never leaves its kind of tenant.
 *   <li>An invited user holds a seat; a customer's tenant never has more users than its seats, whatever comes at once.
 *   <li>A tenant that has an active leader (whoever is no mere User) keeps one: all that changes a user's standing locks the
 *       tenant first ({@code Members}). That rule is the only one that keeps people from removing themselves.
 *   <li>A removed user is a row that others point at, and nobody: no address, no name, no password, no seat.
 *   <li>Every change of standing withdraws the access tokens that were issued before.
 *   <li>An address that is taken is refused in the same words wherever it is taken.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.users;

import org.jspecify.annotations.NullMarked;
