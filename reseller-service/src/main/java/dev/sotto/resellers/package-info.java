/** reseller-service: the companies that sell Sotto, their commission and their branding. */
@NullMarked
package dev.sotto.resellers;

import org.jspecify.annotations.NullMarked;
