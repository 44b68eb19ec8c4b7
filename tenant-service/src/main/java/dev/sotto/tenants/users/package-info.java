/**
 * Users: people, each in one tenant, known on the whole platform by one e-mail address in lower case.
 *
 * <ul>
 *   <li>A user is Invited, Active, Suspended or Removed. An invited user holds a seat; a customer's tenant never has
 *       more users than seats, however many arrive at once.
 *   <li>One pure table ({@code RoleGrants}) says who may give and take which role. A role never leaves its kind of tenant.
 *   <li>A tenant that has an active administrator (anybody but a User) keeps one: every change of a user's role or
 *       status locks the tenant first ({@code Members}). No other rule keeps people from removing themselves.
 *   <li>A removed user is a row that others point at, without address, name, password or seat.
 *   <li>Every change of role or status withdraws the access tokens that were issued before.
 *   <li>A taken address is refused in the same words wherever it is taken.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.users;

import org.jspecify.annotations.NullMarked;
