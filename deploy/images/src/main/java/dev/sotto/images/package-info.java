/**
 * Writes the images of the four services and of the gateway, without a container engine. job-service's image is also
 * that of its workers, and each service's that of its migration: they are told by their environment.
 */
package dev.sotto.images;
