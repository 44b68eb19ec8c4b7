/** Access: who is calling, from a verified token or a service's key. */
@NullMarked
package dev.sotto.runtime.access;

import org.jspecify.annotations.NullMarked;
