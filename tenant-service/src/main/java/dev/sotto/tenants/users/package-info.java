/**
 * Users: people, each in one tenant, known over the whole platform by one e-mail address in lower case.
 *
 * <ul>
 *   <li>Who may invite whom stands in one pure table ({@code Grants}); a role never leaves its kind of tenant.
 *   <li>An invited user holds a seat; a customer's tenant never has more users than its seats, whatever comes at once.
 *   <li>An address that is taken is refused in the same words wherever it is taken.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.users;

import org.jspecify.annotations.NullMarked;
