/**
 * How passwords are kept and compared.
 *
 * <ul>
 *   <li>A password is stored as an argon2id hash with its parameters. It is stored and logged nowhere else.
 *   <li>Hashing runs on threads of its own, half as many as there are processors.
 *   <li>An address without a password costs the same work as one with a password, and never matches.
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.passwords;

import org.jspecify.annotations.NullMarked;
