/** The panel in a real browser, in front of the running whole. */
package dev.sotto.e2e.panel;
