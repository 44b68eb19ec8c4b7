/**
 * The local gateway: one port for the public API of all services.
 *
 * <p>It routes only by {@code routes.yaml}; other paths do not exist. {@code RequestHandler} checks a request's head,
 * {@code BufferedBody} waits for a small body, and {@code Exchange} forwards the request to its service and streams the
 * response back. The services decide what a caller may do.
 */
package dev.sotto.gateway;
