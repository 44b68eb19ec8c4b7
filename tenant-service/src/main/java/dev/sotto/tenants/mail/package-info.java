/**
 * Letters, of four kinds ({@code LetterKind}). A task to send one is written with what it is about; it is claimed for a minute, the letter's token is made,
 * and the letter is sent. Whatever fails on the way is tried again, with a new token: of several letters about one
 * thing, the last one works.
 */
@NullMarked
package dev.sotto.tenants.mail;

import org.jspecify.annotations.NullMarked;
