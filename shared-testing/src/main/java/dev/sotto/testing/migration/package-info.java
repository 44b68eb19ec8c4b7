/** Tests of change sets that move old rows. */
package dev.sotto.testing.migration;
