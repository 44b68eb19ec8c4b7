/** Tables for spreadsheets. */
@NullMarked
package dev.sotto.runtime.csv;

import org.jspecify.annotations.NullMarked;
