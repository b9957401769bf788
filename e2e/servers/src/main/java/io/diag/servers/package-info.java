/**
 * Servers that others wrote, each with one event loop and a handler that blocks it on demand: each
 * program listens on loopback, asks itself without end, and for a line on stdin, as in {@code sleep
 * 200}, has its handler block once in that way. The handler tells by its own clock for how long.
 */
package io.diag.servers;
