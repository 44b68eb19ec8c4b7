/** Servers for tests of what Sotto reaches for callers: names that change, and inner servers that nobody may reach. */
package dev.sotto.testing.reach;
