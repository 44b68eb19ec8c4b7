/**
 * The local gateway: one port for the public API of all services.
 *
 * <p>It routes by {@code routes.yaml} alone; a path that is not there does not exist. {@code RequestHandler} looks at
 * a request's head, {@code BufferedBody} waits for a small body, and {@code Exchange} forwards the request to its
 * service and streams the answer back. The services decide what a caller may do.
 */
package dev.sotto.gateway;
