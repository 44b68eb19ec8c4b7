/** Who sells Sotto: resellers and the branding they give to it. */
@NullMarked
package dev.sotto.model.resellers;

import org.jspecify.annotations.NullMarked;
