/**
 * Replicas: the newest known version of what other services own, in one table by topic and id
 * (docs/adr/0006-replicas-with-read-through.md).
 *
 * <ul>
 *   <li>{@code ReplicaConsumer} is the only consumer of a replicated topic in a service. It stores the events and then runs
 *       the service's {@link dev.sotto.runtime.replicas.ReplicaEffect}s.
 *   <li>SQL filters and joins by columns. The JSON in {@code data} is only read whole, by typed readers.
 * </ul>
 */
@NullMarked
package dev.sotto.runtime.replicas;

import org.jspecify.annotations.NullMarked;
