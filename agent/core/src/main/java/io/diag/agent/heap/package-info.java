/** Heap dumps on command. */
package io.diag.agent.heap;
