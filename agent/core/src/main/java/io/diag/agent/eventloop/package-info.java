/**
 * Event loops: which there are, how busy, and how long their ticks take. Only {@link
 * io.diag.agent.eventloop.BootClasses} may run before the bootstrap classes are in the boot loader;
 * the other classes use them.
 */
package io.diag.agent.eventloop;
