/**
 * Who is billed: name, address and VAT number of an organisation, in a table {@code billing_details} of the service that
 * owns the organisation. No event carries them.
 */
@NullMarked
package dev.sotto.runtime.billingdetails;

import org.jspecify.annotations.NullMarked;
