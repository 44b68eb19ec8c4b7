/** reseller-service: who sells Sotto, for which commission, and in which colours. */
@NullMarked
package dev.sotto.resellers;

import org.jspecify.annotations.NullMarked;
