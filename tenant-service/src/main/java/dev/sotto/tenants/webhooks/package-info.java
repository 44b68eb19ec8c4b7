/**
 * Webhooks: events sent to https addresses of tenants and resellers (docs/adr/0027-webhooks.md, docs/webhooks.md).
 *
 * <ul>
 *   <li>A <b>webhook</b> is an address with the types of events that it receives. A reseller's webhooks belong to its house
 *       tenant, and receive account events of its tenants, never content.
 *   <li>A <b>delivery</b> is one event for one webhook. It is written in the transaction that takes the event from Kafka,
 *       and is attempted until the receiver answers with 200 to 299, for about three days.
 *   <li>A <b>turn</b> is the right to send to one webhook: a lease with a fence. It sends a few deliveries, one after the
 *       other, and ends at the first failure. So a webhook never has two requests at once, and a slow one holds up only
 *       itself.
 *   <li>The address is checked when it is registered and again for each request ({@link dev.sotto.runtime.reach}).
 * </ul>
 */
@NullMarked
package dev.sotto.tenants.webhooks;

import org.jspecify.annotations.NullMarked;
