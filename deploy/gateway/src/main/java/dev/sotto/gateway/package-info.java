/**
 * The local gateway: one port for the public API of all services. It routes by {@code routes.yaml} alone and fails closed; what
 * a caller may do is for the services to decide.
 */
package dev.sotto.gateway;
