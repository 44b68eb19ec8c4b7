/** Replicas: another service's facts, kept here and read through when missing. */
@NullMarked
package dev.sotto.runtime.replicas;

import org.jspecify.annotations.NullMarked;
